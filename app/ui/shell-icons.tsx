/** Icons of the header, the panels and the dialogs. */
import { Icon, type IconProps } from "./icons.tsx";

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

/** Smaller than the others, as the square of a recorder is. */
export function StopIcon() {
  return (
    <svg viewBox="0 0 10 10" width="8" height="8" aria-hidden="true" fill="none" stroke="currentColor">
      <path d="M1 1h8v8H1z" />
    </svg>
  );
}
