/** Copies a text and briefly confirms it. */
"use client";

import { useEffect, useState } from "react";
import { Button } from "./button.tsx";
import { CheckIcon, CopyIcon, LinkIcon } from "./icons.tsx";

const SAID_MS = 1500;

interface CopyButtonProps {
  readonly text: string | (() => string);
  /** What gets copied, for the accessible name: "the command". */
  readonly what: string;
  /** true: a border and the word Copy; a string: no border, and that text. */
  readonly worded?: boolean | string;
  /** A chain icon, for copying an address. */
  readonly link?: boolean;
  readonly className?: string | undefined;
}

export function CopyButton({ text, what, worded, link, className }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const icon = copied ? <CheckIcon /> : link ? <LinkIcon /> : <CopyIcon />;
  const copy = () =>
    navigator.clipboard.writeText(typeof text === "string" ? text : text()).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <Button
      small
      look={worded === true ? "plain" : "ghost"}
      icon={!worded}
      aria-label={typeof worded === "string" ? undefined : copied ? `Copied ${what}` : `Copy ${what}`}
      title={copied ? "Copied" : "Copy"}
      className={className ?? ""}
      onClick={copy}
    >
      {icon}
      {worded && (copied ? "Copied" : worded === true ? "Copy" : worded)}
    </Button>
  );
}
