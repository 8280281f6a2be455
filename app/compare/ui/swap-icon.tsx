import { Icon, type IconProps } from "../../ui/icons.tsx";

export function SwapIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M2.5 5.5h11M10.5 2.5l3 3-3 3M13.5 10.5h-11M5.5 7.5l-3 3 3 3" />
    </Icon>
  );
}
