/** Buttons: outlined, primary (only Run) and ghost; rendered as a link if pressing navigates. */
import Link from "next/link";
import type { ComponentProps } from "react";
import styles from "./controls.module.css";

interface Look {
  /** `plain` has a border, `primary` is filled with the accent colour, `ghost` is for pane titles. */
  readonly look?: "plain" | "primary" | "ghost";
  /** 24 px high, for toolbars. */
  readonly small?: boolean;
  /** Square, for just an icon; needs an `aria-label`. */
  readonly icon?: boolean;
}

function classes({ look = "plain", small, icon }: Look, more?: string): string {
  const list = [styles.button, look !== "plain" && styles[look], small && styles.small, icon && styles.icon, more];
  return list.filter(Boolean).join(" ");
}

export function Button({ look, small, icon, className, ...rest }: Look & ComponentProps<"button">) {
  return <button type="button" className={classes(pick(look, small, icon), className)} {...rest} />;
}

export function ButtonLink({ look, small, icon, className, ...rest }: Look & ComponentProps<typeof Link>) {
  return <Link className={classes(pick(look, small, icon), className)} prefetch={false} {...rest} />;
}

function pick(look: Look["look"], small: boolean | undefined, icon: boolean | undefined): Look {
  return { ...(look && { look }), ...(small && { small }), ...(icon && { icon }) };
}
