import { connection } from "next/server";
import { formatCount } from "../../../lib/model/format.ts";
import { readIdBounds } from "../../../lib/queries/span-detail.ts";
import { withDatabase } from "../../server/database.ts";
import { Notice } from "../../ui/alert-strip.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { AskedSpan } from "../ui/trail.tsx";

export default async function NoSpan() {
  await connection();
  const answer = await withDatabase(readIdBounds);
  const bounds = answer.ok ? answer.value : null;
  return (
    <Notice title={<AskedSpan />}>
      <p>
        {bounds
          ? `Ids run from ${formatCount(bounds.firstId)} to ${formatCount(bounds.lastId)}.`
          : "It holds no spans yet."}
      </p>
      {bounds && <ButtonLink href={`/span/${bounds.lastId}`}>Newest span</ButtonLink>}
      <ButtonLink href="/">Overview</ButtonLink>
    </Notice>
  );
}
