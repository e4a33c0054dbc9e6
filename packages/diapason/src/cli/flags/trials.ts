import { endingKinds, requeuingKinds, type FailureKind } from "@diapason/core"
import type { Flag } from "../verb.ts"
import { asIs, several, count, oneOf } from "./read.ts"

/** One trial, or trials that are chosen: asked for, told of, looked at, ended. */
export const trialsFlags = {
  top: { spec: "--top <n>", does: "show the best n", read: count("--top", 1) } as Flag<number>,
  as: {
    spec: "--as <form>",
    does: "table, argv, env, json, config (also YAML, since JSON is), code (Python)",
    read: oneOf("--as", ["table", "argv", "env", "json", "config", "code"] as const),
  } as Flag<"table" | "argv" | "env" | "json" | "config" | "code">,
  state: {
    spec: "--state <state>",
    does: "only trials of this state",
    read: oneOf("--state", ["waiting", "running", "paused", "complete", "pruned", "failed"] as const),
  } as Flag<"waiting" | "running" | "paused" | "complete" | "pruned" | "failed">,
  where: { spec: "--where <question>", does: "only trials of which it is true: 'state=failed and lr>0.01'", read: asIs } as Flag<string>,
  sort: { spec: "--sort <name>", does: "order by a value, the least first; -name for the largest first", read: asIs } as Flag<string>,
  columns: { spec: "--columns <names>", does: "which columns: trial,state,val_loss,lr", read: asIs } as Flag<string>,
  leaderboard: { spec: "--leaderboard", does: "only usable trials, from the best on" } as Flag<boolean>,
  withTrials: { spec: "--trials", does: "every trial too" } as Flag<boolean>,
  csv: { spec: "--csv", does: "print comma-separated values" } as Flag<boolean>,
  logs: { spec: "--logs", does: "print what the trial printed" } as Flag<boolean>,
  network: {
    spec: "--network <file.svg>",
    does: "draw the network that it was asked to build, - to print the picture; several networks go to several files",
    read: asIs,
  } as Flag<string>,
  schedule: { spec: "--schedule", does: "print the schedule of its values as JSON, for tune --replay-schedule" } as Flag<boolean>,
  follow: { spec: "-f, --follow", does: "go on as it grows, into further attempts, until the trial has ended" } as Flag<boolean>,
  all: { spec: "--all", does: "of all trials, each line with its trial" } as Flag<boolean>,
  errors: { spec: "--errors", does: "of the failed trials: what each failed of, and its last lines" } as Flag<boolean>,
  count: { spec: "--count <n>", does: "so many trials at once", read: count("--count", 1) } as Flag<number>,
  step: { spec: "--step <n>", does: "report a step, as report-step does", read: count("--step", 0) } as Flag<number>,
  fail: {
    spec: "--fail <kind>",
    does: `it has failed: ${endingKinds.join(", ")}`,
    read: oneOf("--fail", [...endingKinds, ...requeuingKinds]),
  } as Flag<FailureKind>,
  message: { spec: "--message <text>", does: "what is known of the failure", read: asIs } as Flag<string>,
  label: { spec: "--label <text>", does: "a name for it, shown with the trial", read: asIs } as Flag<string>,
  fromConfigs: {
    spec: "--from <file>",
    does: "configurations from a JSON file: of best --json, one, or a list",
    read: asIs,
  } as Flag<string>,
  fromStudy: { spec: "--from-study <study>", does: "the best configurations of another study of the store", read: asIs } as Flag<string>,
  now: { spec: "--now", does: "end what runs, as cancelled" } as Flag<boolean>,
  ofTrial: { spec: "--trial <trial>", does: "only this trial: the same as prune", read: several } as Flag<readonly string[]>,
  kind: {
    spec: "--kind <kind>",
    does: `only those that failed so: ${endingKinds.join(", ")}, infra`,
    read: oneOf("--kind", [...endingKinds, ...requeuingKinds]),
  } as Flag<FailureKind>,
  sameSeed: { spec: "--same-seed", does: "with the seed that it had; a new one otherwise" } as Flag<boolean>,
  stop: { spec: "--stop", does: "why the trial was stopped" } as Flag<boolean>,
}
