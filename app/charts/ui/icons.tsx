/** Line icons of the plot's tools. */
import { Icon, type IconProps } from "../../ui/icons.tsx";

export function BoxIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M2.5 3.5h11v9h-11z" strokeDasharray="2.2 1.8" />
    </Icon>
  );
}

export function LassoIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M8 2.5c3.6 0 6 1.7 6 4s-2.4 4-6 4-6-1.7-6-4 2.4-4 6-4zM4.6 10c-1 1-1 2.2 0 3s2.4.6 2.4-.4-1.4-1.2-2.4-.6" />
    </Icon>
  );
}

export function FitIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M2 5.5V2h3.5M10.5 2H14v3.5M14 10.5V14h-3.5M5.5 14H2v-3.5" />
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
