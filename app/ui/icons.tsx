/** Line icons on a 16 px grid, in the surrounding text's colour and hidden from screen readers. */

import type { ReactNode, SVGProps } from "react";

export function Icon({
  children,
  size = 14,
  ...rest
}: SVGProps<SVGSVGElement> & { size?: number; children: ReactNode }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      {...rest}
    >
      {children}
    </svg>
  );
}

export interface IconProps {
  readonly size?: number;
  readonly className?: string | undefined;
}

export function SqlIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M5 4.5 1.5 8 5 11.5M11 4.5 14.5 8 11 11.5" />
    </Icon>
  );
}

export function ColumnsIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M1.7 2.7h12.6v10.6H1.7zM6 2.7v10.6M10 2.7v10.6" />
    </Icon>
  );
}

export function CopyIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M5.5 5.5h8v8h-8z" />
      <path d="M10.5 5.5v-3h-8v8h3" />
    </Icon>
  );
}

export function LinkIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M6.6 9.4a2.6 2.6 0 0 0 3.7 0l2.4-2.4A2.6 2.6 0 0 0 9 3.3l-.9.9M9.4 6.6a2.6 2.6 0 0 0-3.7 0L3.3 9A2.6 2.6 0 0 0 7 12.7l.9-.9" />
    </Icon>
  );
}

export function CheckIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="m3 8.5 3.2 3.2L13 4.8" />
    </Icon>
  );
}

export function ChevronIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="m4 6 4 4 4-4" />
    </Icon>
  );
}

export function MoonIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M13.2 9.9A5.8 5.8 0 0 1 6.1 2.8a5.8 5.8 0 1 0 7.1 7.1z" />
    </Icon>
  );
}

export function SunIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM8 1v1.3M8 13.7V15M1 8h1.3M13.7 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1" />
    </Icon>
  );
}

export function MenuIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M1.7 2.7h12.6v10.6H1.7zM5.8 2.7v10.6" />
    </Icon>
  );
}

export function OverviewIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M1.5 3h13M1.5 6.3h8M1.5 9.7h11M1.5 13h6" />
    </Icon>
  );
}

export function QueryIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="m2 4 4 4-4 4M8 12.5h6" />
    </Icon>
  );
}

export function AlertIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M8 1.8 15 14H1zM8 6.3v3.4M8 11.8v.1" />
    </Icon>
  );
}

export function ExportIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M8 1.8v8M4.8 6.8 8 10l3.2-3.2M2 11.2v3h12v-3" />
    </Icon>
  );
}

export function TableIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M1.7 2.7h12.6v10.6H1.7zM1.7 6.2h12.6M6 2.7v10.6" />
    </Icon>
  );
}

export function ExploreIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M2 2v12h12M5.2 10.6v.1M7.4 6.6v.1M8.6 9.4v.1M10.8 5v.1M12.6 3.2v.1M11.4 7.8v.1" />
    </Icon>
  );
}

export function CompareIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M1.5 4.5h4M9 4.5h5.5M1.5 11.5h6.5M11.5 11.5h3M7.2 2.8a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4zM9.8 9.8a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4z" />
    </Icon>
  );
}

export function SearchIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.3 10.3l3.4 3.4" />
    </Icon>
  );
}

export function LinesIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M2 4h12M4.2 8h7.6M6.4 12h3.2" />
    </Icon>
  );
}

export function CloseIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="m3.5 3.5 9 9M12.5 3.5l-9 9" />
    </Icon>
  );
}

export function PanelIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M1.7 2.7h12.6v10.6H1.7zM10.2 2.7v10.6" />
    </Icon>
  );
}

export function CommandIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="m6 3.5 4.5 4.5L6 12.5" />
    </Icon>
  );
}

/** Smaller than the others, like a recorder's stop button. */
export function StopIcon() {
  return (
    <svg viewBox="0 0 10 10" width="8" height="8" aria-hidden="true" fill="none" stroke="currentColor">
      <path d="M1 1h8v8H1z" />
    </svg>
  );
}
