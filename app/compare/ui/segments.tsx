/** By which kind of side the comparison is made. */
import { COMPARE_BY, type CompareBy } from "../../../lib/model/compare-choice.ts";
import controls from "../../ui/controls.module.css";
import styles from "./sides.module.css";

const LABELS: Readonly<Record<CompareBy, string>> = {
  runs: "Runs",
  windows: "Time windows",
  tags: "Tag values",
  files: "Files",
};

const NO_FILE = "Start the dashboard with --compare FILE to compare with another file";

interface CompareSegmentsProps {
  readonly by: CompareBy;
  readonly hasOther: boolean;
  readonly onChange: (by: CompareBy) => void;
}

export function CompareSegments({ by, hasOther, onChange }: CompareSegmentsProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in one line in every browser
    <div role="group" aria-label="Compare by" className={`${controls.segments} ${styles.segments}`}>
      {COMPARE_BY.map((one) => {
        const barred = one === "files" && !hasOther;
        return (
          <button
            key={one}
            type="button"
            aria-pressed={one === by}
            aria-disabled={barred || undefined}
            title={barred ? NO_FILE : undefined}
            onClick={() => !barred && onChange(one)}
          >
            {LABELS[one]}
          </button>
        );
      })}
    </div>
  );
}
