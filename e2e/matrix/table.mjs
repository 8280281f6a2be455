/** The results as a Markdown table. */
import os from "node:os";
import { NODES } from "./cells.mjs";

const MARKS = { passed: "yes", failed: "**no**", skipped: "–" };

/** @param rows each with `cell`, `outcome` and an explanatory `note` */
export function renderTable(rows, { version, commit, versions }) {
  const groups = [...new Set(rows.map(({ cell }) => `${cell.manager}, ${cell.place}`))];
  const notes = [];
  const mark = (row) => {
    if (!row) return "";
    if (row.note && !notes.includes(row.note)) notes.push(row.note);
    return row.note ? `${MARKS[row.outcome]} (${notes.indexOf(row.note) + 1})` : MARKS[row.outcome];
  };
  const lines = groups.map((group) => {
    const of = (node) => rows.find(({ cell }) => cell.node === node && `${cell.manager}, ${cell.place}` === group);
    return `| ${group} | ${NODES.map((node) => mark(of(node))).join(" | ")} |`;
  });
  const date = new Date().toISOString().slice(0, 10);
  const count = (outcome) => rows.filter((row) => row.outcome === outcome).length;
  return [
    `spantom ${version}, commit ${commit}, ${date}, ${os.type()} ${os.arch()}: ${count("passed")} passed, ${count("failed")} failed, ${count("skipped")} not tried.`,
    "",
    `| | ${NODES.map((node) => `Node ${versions[node] ?? node}`).join(" | ")} |`,
    `| --- |${NODES.map(() => " --- |").join("")}`,
    ...lines,
    "",
    ...notes.map((note, index) => `${index + 1}. ${note}`),
  ].join("\n");
}
