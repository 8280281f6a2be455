/** The SQL behind a pane, one step away. */
import { formatQueryUrl } from "../../query/query-url.ts";
import { ButtonLink } from "../controls/button.tsx";
import { SqlIcon } from "../controls/icons.tsx";

interface SqlButtonProps {
  readonly sql: string;
  /** The title of the pane. */
  readonly pane: string;
}

export function SqlButton({ sql, pane }: SqlButtonProps) {
  const href = `/query${formatQueryUrl({ sql })}`;
  return (
    <ButtonLink look="ghost" small href={href} aria-label={`SQL of ${pane}`} title={`Open the SQL of ${pane}`}>
      <SqlIcon />
      SQL
    </ButtonLink>
  );
}
