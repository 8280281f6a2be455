import { Notice } from "./ui/alert-strip.tsx";
import { ButtonLink } from "./ui/button.tsx";

export default function NotFound() {
  return (
    <Notice title="There is no page at this address">
      <p>The overview and the query page are in the bar at the top.</p>
      <ButtonLink href="/">Overview</ButtonLink>
    </Notice>
  );
}
