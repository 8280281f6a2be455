/** Instead of a page whose address asks for something that is not there; with status 400. */
import "server-only";
import { dropParameter, type ParameterProblem } from "../../lib/model/parameters.ts";
import { formatText } from "../../lib/model/shown-text.ts";
import { getHost } from "../../lib/reader/host.ts";
import { Notice } from "../ui/alert-strip.tsx";
import { ButtonLink } from "../ui/button.tsx";

interface BadAddressProps {
  readonly problem: ParameterProblem;
  readonly path: string;
  readonly params: URLSearchParams;
}

export function BadAddress({ problem: { parameter, message }, path, params }: BadAddressProps) {
  getHost().setStatus(400);
  const isRun = parameter === "run";
  // Times are relative to the start of the run.
  const dropped = isRun ? ["run", "from", "to", "until"] : [parameter];
  const rest = dropped.reduce(dropParameter, params);
  return (
    <Notice title="This address is not valid" alert>
      <p>{formatText(message)}</p>
      <ButtonLink href={rest.size > 0 ? `${path}?${rest}` : path}>
        {isRun ? "Latest run" : `Open it without ${formatText(parameter)}`}
      </ButtonLink>
    </Notice>
  );
}
