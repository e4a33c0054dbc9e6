import type { ImportanceMethod } from "@diapason/algorithms"
import { groupings, type Grouping } from "@diapason/views"
import type { Flag } from "../verb.ts"
import { asIs, several, count, number, oneOf } from "./read.ts"

/** Written out here, so that no command loads the algorithms for its flags. */
const measures = ["fanova", "ped-anova", "permutation", "shapley", "local", "ablation"] as const satisfies readonly ImportanceMethod[]

/** What a study has found: measures, comparisons, pictures, reports. */
export const insightFlags = {
  at: {
    spec: "--at <budget>",
    does: "compare at equal trials, time open, or cost: time of training added up (default trials)",
    read: oneOf("--at", ["trials", "time", "cost"] as const),
  } as Flag<"trials" | "time" | "cost">,
  by: {
    spec: "--by <setting>",
    does: `sort the named studies into sides by what differs: ${groupings.join(", ")}`,
    read: oneOf("--by", groupings),
  } as Flag<Grouping>,
  target: { spec: "--target <value>", does: "also what it took to reach this value", read: number("--target") } as Flag<number>,
  whatIf: {
    spec: "--what-if <change>",
    does: "what would have been on the recorded curves: scheduler=asha,median, or with settings as JSON",
    read: several,
  } as Flag<readonly string[]>,
  method: {
    spec: "--method <measure>",
    does: `what it is measured by: ${measures.join(", ")} (default fanova)`,
    read: oneOf("--method", measures),
  } as Flag<ImportanceMethod>,
  explained: {
    spec: "--target <metric>",
    does: "what is to be explained: a metric, duration, or front for all objectives at once",
    read: asIs,
  } as Flag<string>,
  topFraction: {
    spec: "--top-fraction <share>",
    does: "what matters among the best: 0.1 for the best tenth",
    read: number("--top-fraction"),
  } as Flag<number>,
  byBranch: { spec: "--by-branch", does: "also for each value of a choice that others depend on" } as Flag<boolean>,
  pairs: { spec: "--pairs", does: "every pair of parameters too, not only those that act together" } as Flag<boolean>,
  estimate: { spec: "--estimate", does: "also how much of it is luck, in words, and what more trials would gain" } as Flag<boolean>,
  ofNames: { spec: "--of <names>", does: "which parameters, objectives or metric it shows: lr,bs", read: asIs } as Flag<string>,
  withStudies: { spec: "--with <studies>", does: "studies to compare with, separated by commas", read: asIs } as Flag<string>,
  picture: { spec: "-o, --output <file>", does: "write it: .svg for a paper, .png for slides", read: asIs } as Flag<string>,
  pictureWidth: {
    spec: "--width <n>",
    does: "pixels of a file (default 960), or columns of the terminal",
    read: count("--width", 20),
  } as Flag<number>,
  pictureHeight: {
    spec: "--height <n>",
    does: "pixels of a file (default 540), or lines of the terminal",
    read: count("--height", 5),
  } as Flag<number>,
  theme: {
    spec: "--theme <name>",
    does: "light, for print, or dark (default light)",
    read: oneOf("--theme", ["light", "dark"] as const),
  } as Flag<"light" | "dark">,
  reportFile: { spec: "-o, --output <file>", does: "what to write (default STUDY-report.html), - to print it", read: asIs } as Flag<string>,
  sections: {
    spec: "--sections <names>",
    does: "only these, with commas between: overview,best,mattered,figures,trials,failures,space,reproduce,audit",
    read: (text) => text.split(",").map((name) => name.trim()),
  } as Flag<readonly string[]>,
  audit: {
    spec: "--audit",
    does: "with the whole provenance: revisions, changes, failures, commits, seeds, chain, replay",
  } as Flag<boolean>,
  openReport: { spec: "--open", does: "open it in a browser" } as Flag<boolean>,
  running: { spec: "--running", does: "only studies that run now" } as Flag<boolean>,
  names: { spec: "--names", does: "only the names, one a line" } as Flag<boolean>,
  exitOnDone: { spec: "--exit-on-done", does: "end when nothing runs any more" } as Flag<boolean>,
}
