/** The dialog that lists all current keys. */
"use client";

import { KeyCaps } from "../../ui/key-caps.tsx";
import { KEY_GROUPS } from "../../ui/keys/key-list.ts";
import { useKeyList } from "../../ui/keys/keys.ts";
import { type DialogProps, TitledDialog } from "../dialog.tsx";
import dialog from "../dialogs.module.css";
import { groupKeys } from "./key-rows.ts";

export function KeysDialog({ open, onClose }: DialogProps) {
  const rows = groupKeys(useKeyList());
  return (
    <TitledDialog title="Keys" open={open} onClose={onClose}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard */}
      <div className={`${dialog.body} ${dialog.groups}`} tabIndex={0}>
        {KEY_GROUPS.map((group) => {
          const own = rows.filter((row) => row.group === group);
          return own.length > 0 && <Group key={group} name={group} rows={own} />;
        })}
        <p className={dialog.note}>Keys do nothing while text is typed.</p>
      </div>
    </TitledDialog>
  );
}

function Group({ name, rows }: { readonly name: string; readonly rows: ReturnType<typeof groupKeys> }) {
  return (
    <section aria-label={name}>
      <h3>{name}</h3>
      <dl>
        {rows.map(({ label, keys }) => (
          <div key={label} className={dialog.key}>
            <dt>{label}</dt>
            <dd>
              {keys.map((key) => (
                <KeyCaps key={key} keys={key} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
