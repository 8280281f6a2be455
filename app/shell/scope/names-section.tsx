/** Span names in the rail. The swatch is the check box; clicking the name selects it alone. */
"use client";

import Link from "next/link";
import { aboutOf } from "../../../lib/model/basis.ts";
import { formatCount } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { ScopeName, ScopeNames } from "../../../lib/queries/scope-names.ts";
import { useNameColors } from "../../ui/name-colors.tsx";
import { ShownText } from "../../ui/shown-text.tsx";
import rows from "../rail/rail.module.css";
import { RailSection } from "../rail/rail-section.tsx";
import { onlyName, toggleName } from "./scope-url.ts";
import { useScope } from "./use-scope.ts";

export function NamesSection({ names, nameCount, basis }: ScopeNames) {
  const { scope, href, push, expect } = useScope();
  const colors = useNameColors();
  const all = names.length === nameCount ? names.map(({ name }) => name) : null;
  const isIn = (name: string) => scope.names.length === 0 || scope.names.includes(name);
  const gone = scope.names.filter((name) => all && !all.includes(name));
  if (names.length === 0 && gone.length === 0) return <RailSection title="Span names" />;
  const shown = [...names, ...gone.map((name): ScopeName => ({ name, count: 0, self: 0 }))];
  return (
    <RailSection
      title="Span names"
      summary={`${describeChosen(scope.names.length, names.length, Math.max(nameCount, shown.length))}${basis.exact ? "" : " seen"}`}
    >
      <ul className={rows.rows}>
        {shown.map(({ name, count }) => (
          <li
            key={name}
            className={`${rows.row} ${rows.name} c${colors.get(name) ?? 8}`}
            data-out={isIn(name) ? undefined : ""}
          >
            {/* biome-ignore lint/a11y/useSemanticElements: the check box is the name's colour swatch */}
            <button
              type="button"
              role="checkbox"
              aria-checked={isIn(name)}
              aria-label={formatText(name)}
              className={rows.swatch}
              onClick={() => push({ names: toggleName(scope, name, all) })}
            />
            <Link
              href={href({ names: onlyName(scope, name) })}
              onNavigate={() => expect({ names: onlyName(scope, name) })}
              prefetch={false}
              scroll={false}
              className={rows.only}
              aria-label={formatText(name)}
              title={`Only ${formatText(name)}`}
            >
              <ShownText text={name} cut />
            </Link>
            <span className={rows.fact}>
              {aboutOf(basis)}
              {formatCount(count)}
            </span>
          </li>
        ))}
      </ul>
    </RailSection>
  );
}

function describeChosen(chosen: number, shown: number, all: number): string {
  if (chosen > 0) return `${formatCount(chosen)} of ${formatCount(all)}`;
  return shown < all ? `${formatCount(shown)} of ${formatCount(all)} shown` : `all ${formatCount(all)}`;
}
