import type { ScheduleFile } from "@diapason/algorithms"
import { fault } from "@diapason/core"
import { bytesOf } from "../text/bytes.ts"
import { durationOf } from "../text/duration.ts"
import { readSchedule } from "../tune/replayed.ts"
import type { Flag } from "../verb.ts"
import { asIs, several, count, oneOf } from "./read.ts"

/** How trials run, here or in a worker, and how long one goes on. */
export const runFlags = {
  jobs: { spec: "--jobs <n>", does: "trials at one time, or auto (default 1)", read: jobs } as Flag<number>,
  executor: {
    spec: "--executor <where>",
    does: "local; warm: a script begins once, and forks at diapason.trial(); slurm: each trial a job (ray, kubernetes: in a file)",
    read: oneOf("--executor", ["local", "warm", "slurm"] as const),
  } as Flag<"local" | "warm" | "slurm">,
  gpusPerTrial: {
    spec: "--gpus-per-trial <share>",
    does: "cards of one trial: 2, or 0.5 for two trials on a card; it is told which in CUDA_VISIBLE_DEVICES or its like, and as {gpu}",
    read: share,
  } as Flag<number>,
  cpusPerTrial: {
    spec: "--cpus-per-trial <n>",
    does: "processors of one trial, by affinity and OMP_NUM_THREADS",
    read: count("--cpus-per-trial", 1),
  } as Flag<number>,
  memoryPerTrial: {
    spec: "--memory-per-trial <size>",
    does: "memory of one trial, such as 16GiB, where the system sets limits",
    read: (text) => bytesOf("--memory-per-trial", text),
  } as Flag<number>,
  timeout: {
    spec: "--timeout <duration>",
    does: "longest time of one trial",
    read: (text) => durationOf("--timeout", text),
  } as Flag<number>,
  paramsVia: {
    spec: "--params-via <style>",
    does: "how values reach the script: args, args-space, hydra, env, file, none",
    read: oneOf("--params-via", ["args", "args-space", "hydra", "env", "file", "none"] as const),
  } as Flag<"args" | "args-space" | "hydra" | "env" | "file" | "none">,
  booleans: {
    spec: "--booleans <style>",
    does: "how true and false are written: value, presence, negatable",
    read: oneOf("--booleans", ["value", "presence", "negatable"] as const),
  } as Flag<"value" | "presence" | "negatable">,
  shell: { spec: "--shell", does: "run the command through a shell" } as Flag<boolean>,
  canary: { spec: "--no-canary", does: "start all slots at once, before a first trial has reported" } as Flag<boolean>,
  extend: {
    spec: "--extend",
    does: "change a started study: record the new space or sampler as a revision, keep its trials",
  } as Flag<boolean>,
  fresh: { spec: "--new", does: "start afresh instead of going on" } as Flag<boolean>,
  detach: { spec: "--detach", does: "go on without this terminal" } as Flag<boolean>,
  reporter: {
    spec: "--reporter <kind>",
    does: "what is shown meanwhile: live, lines, quiet",
    read: oneOf("--reporter", ["live", "lines", "quiet"] as const),
  } as Flag<"live" | "lines" | "quiet">,
  failIf: { spec: "--fail-if <condition>", does: "exit 7 when it is true at the end: 'best > 0.30'", read: several } as Flag<
    readonly string[]
  >,
  replaySchedule: {
    spec: "--replay-schedule <file>",
    does: "train from nothing by a schedule of `show TRIAL --schedule`, once for each trial (default 3)",
    read: readSchedule,
  } as Flag<ScheduleFile>,
  steps: { spec: "--steps <n>", does: "rates in one rising run (default 100)", read: count("--steps", 3) } as Flag<number>,
  runs: { spec: "--runs <n>", does: "rates where each takes a short run (default 12)", read: count("--runs", 3) } as Flag<number>,
  reports: { spec: "--reports <n>", does: "reports of a short run (default 5)", read: count("--reports", 1) } as Flag<number>,
  repeats: {
    spec: "--repeats <n>",
    does: "so many runs of each finalist, instead of a budget",
    read: count("--repeats", 2),
  } as Flag<number>,
  freshRuns: {
    spec: "--budget <runs>",
    does: "fresh runs in all, spent where they tell most who is best (default a tenth of the trials, at least 10)",
    read: count("--budget", 5),
  } as Flag<number>,
  finalists: {
    spec: "--top <n>",
    does: "how many finalists (default the root of the number of trials, at most 8)",
    read: count("--top", 1),
  } as Flag<number>,
  sure: {
    spec: "--sure <chance>",
    does: "the chance to be the best at which choosing ends early (default 0.95)",
    read: (text) => chance("--sure", text),
  } as Flag<number>,
  server: { spec: "--server <url>", does: "a Diapason server, in place of a store", read: asIs } as Flag<string>,
  bearerToken: { spec: "--token <token>", does: "the token for the server (default DIAPASON_TOKEN)", read: asIs } as Flag<string>,
  workedOn: {
    spec: "--study <study>",
    does: "the study to work on (default all that have work, the newest first)",
    read: asIs,
  } as Flag<string>,
  slots: {
    spec: "--slots <n>",
    does: "trials at one time; auto: one for each GPU, else for each core (default 1)",
    read: jobs,
  } as Flag<number>,
  untilIdle: {
    spec: "--until-idle <duration>",
    does: "leave when there was nothing to do for this long",
    read: (text) => durationOf("--until-idle", text),
  } as Flag<number>,
  labels: { spec: "--labels <name=value>", does: "a mark for this worker, shown on the page: zone=a", read: labels } as Flag<Labels>,
}

/** Marks of a worker by name. */
type Labels = Readonly<Record<string, string>>

function share(text: string): number {
  const n = Number(text)
  if (text.trim() === "" || !Number.isFinite(n) || n <= 0)
    throw fault("D140", { flag: "--gpus-per-trial", text, expected: "a number above 0, such as 1 or 0.5," })
  return n
}

function labels(text: string, before: Labels = {}): Labels {
  const pairs = text.split(",").map((pair) => /^\s*([\w.\-/]+)=(.*)$/s.exec(pair))
  const wrong = pairs.findIndex((pair) => pair === null)
  if (wrong >= 0) throw fault("D140", { flag: "--labels", text, expected: "name=value, such as zone=a" })
  return { ...before, ...Object.fromEntries(pairs.map((pair) => [pair![1], pair![2]!.trim()])) }
}

function jobs(text: string): number {
  return text === "auto" ? -1 : count("--jobs", 1)(text)
}

function chance(flag: string, text: string): number {
  const x = Number(text)
  if (text.trim() === "" || !(x > 0.5 && x < 1)) throw fault("D140", { flag, text, expected: "a number between 0.5 and 1, such as 0.95," })
  return x
}
