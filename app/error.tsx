"use client";

import { showText } from "../lib/model/shown-text.ts";
import { Notice } from "./ui/alert-strip.tsx";
import { Button } from "./ui/button.tsx";

interface ErrorPageProps {
  readonly error: unknown;
  readonly retry: () => void;
}

export default function ErrorPage({ error, retry }: ErrorPageProps) {
  return (
    <Notice title="This page could not be drawn" alert>
      <p>{showText(error instanceof Error ? error.message : String(error))}</p>
      <p>The file was not changed. The terminal that runs the dashboard says more.</p>
      <Button onClick={retry}>Try again</Button>
    </Notice>
  );
}
