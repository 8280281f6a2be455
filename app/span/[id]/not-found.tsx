import { connection } from "next/server";
import { formatCount } from "../../../lib/format.ts";
import { readIdBounds } from "../../../lib/questions/span-detail.ts";
import { ButtonLink } from "../../_components/controls/button.tsx";
import { Notice } from "../../_components/shell/notice.tsx";
import { AskedSpan } from "../../_components/span/asked-span.tsx";
import { ask } from "../../_data/database.ts";

export default async function NoSpan() {
  await connection();
  const answer = await ask(readIdBounds);
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
