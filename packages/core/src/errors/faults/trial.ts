/** D2: trials. */
export const trialFaults = {
  D203: (f: { command: string; trial: number; reason: string; near: readonly string[] }) => ({
    what: `\`${f.command}\` ${f.reason}; trial ${f.trial} never started.`,
    why: f.near.length > 0 ? `PATH has ${f.near.join(", ")}, but no ${f.command}.` : "No trial can start without its command.",
    mend:
      f.near.length > 0
        ? `-- ${f.near[0]!} …, or activate the environment first`
        : "correct the command after --, or activate its environment",
  }),
  D207: (f: { trial: number; exit: number; seconds: number; line: string }) => ({
    what: `Trial ${f.trial} exited with ${f.exit} after ${f.seconds} s: ${f.line}`,
    why: "Later trials would fail alike, so the study stopped after its first one.",
    mend: "mend the command, or rename parameters to what the script takes; --params-via says how they are handed over",
    kept: "The log of the attempt has all of its output.",
  }),
  D208: (f: { count: number; first: number; line: string }) => ({
    what: `${f.count} of the first ${f.first} trials failed alike: ${f.line}`,
    why: "The next ones would most likely fail too, so the study stopped.",
    mend: "mend what the line names and run the same command again; diapason trials --state failed lists them",
    kept: "Every trial that ended is in the record, with its log.",
  }),
  D209: (f: { failed: number; ended: number; line: string }) => ({
    what: `${f.failed} of ${f.ended} trials failed, the last one with: ${f.line}`,
    why: "That is more than circuit_breaker.failure_rate allows, so the study stopped.",
    mend: "mend what the line names and run the same command again, or raise circuit_breaker.failure_rate; diapason trials --state failed lists them",
    kept: "Every trial that ended is in the record, with its log.",
  }),
  D210: (f: { trial: number; metric: string; seen: readonly { name: string; count: number; last: number }[]; log: string }) => ({
    what: `Trial ${f.trial} finished (exit 0) but never reported "${f.metric}".`,
    why:
      "Without it nothing can be optimised, so the study stopped before using more budget." +
      (f.seen.length > 0
        ? ` Seen in its output instead: ${f.seen.map((s) => `${s.name} (${s.count} times, last ${s.last})`).join(", ")}.`
        : ""),
    mend: `print it as ${f.metric}=<number>${f.seen.length > 0 ? `, or optimise ${f.seen[0]!.name}` : ""}`,
    kept: `Its output is in ${f.log}.`,
  }),
  D215: (f: { trial: number; metric: string; value: string; step: number }) => ({
    what: `Trial ${f.trial}: ${f.metric} became ${f.value} at step ${f.step}.`,
    why: "The trial cannot recover; it is recorded as failed and the study goes on.",
    mend: "nothing to do; if it is frequent, narrow the parameter that causes it (diapason trials --failed)",
    kept: "The curve up to there.",
  }),
  D216: (f: { trial: number; step: number; path: string; flaw: string }) => ({
    what: `What was saved at step ${f.step}, and trial ${f.trial} was to go on from, cannot be restored: ${f.flaw} (${f.path}).`,
    why: "A state that is only half there would train on as if nothing had happened, with other results.",
    mend: "nothing has to be done: the trial goes on from the state before, or begins again; save into a new folder and announce it when its files are closed",
    kept: "Its reports, and what is left of the folder until `diapason gc`.",
  }),
  D217: (f: { trial: number; path: string; reason: string }) => ({
    what: `What trial ${f.trial} had saved and nobody needs any more could not be deleted: ${f.reason} (${f.path}).`,
    why: "It is out of the record, so nothing goes on from it; it only takes space.",
    mend: "diapason gc removes it when the folder can be written to",
  }),
  D218: (f: { trial: number; evidence: string }) => ({
    what: `Trial ${f.trial} ran out of memory: ${f.evidence}.`,
    why: "It is not tried again: the same resources would give the same result, and its neighbourhood is avoided.",
    mend: "cap the parameter that sets its size, run fewer trials at once with --jobs, or say retry: { oom: { times: 1, memory: 2x } }",
  }),
  D221: (f: { trial: number; limit: number; last: string }) => ({
    what: `Trial ${f.trial} exceeded its limit of ${f.limit} s and its process group was ended${f.last === "" ? "" : `; last ${f.last}`}.`,
    why: "The slot stays usable; the value counts as worse than its last report.",
    mend: "raise --timeout, or let a scheduler decide with --fidelity",
    kept: "Its reports and its log.",
  }),
  D222: (f: { trial: number; how: string; line: string }) => ({
    what: `Trial ${f.trial} ${f.how}${f.line === "" ? "" : `: ${f.line}`}`,
    why: "It is recorded as failed, and the study goes on.",
    mend: "diapason show TRIAL names its log; a configuration the script cannot run is better refused with exit code 65",
    kept: "Its reports and its log.",
  }),
  D223: (f: { trial: number; limit: number; last: string }) => ({
    what: `Trial ${f.trial} reported nothing for ${f.limit} s and its process group was ended${f.last === "" ? "" : `; last ${f.last}`}.`,
    why: "It may hang, and the slot stays usable; the value counts as worse than its last report.",
    mend: "raise timeout.no_report where one step takes longer than that",
    kept: "Its reports and its log.",
  }),
  D224: (f: { limit: string; how: string }) => ({
    what: `${f.limit}: ${f.how}.`,
    why: "A limit that is not what it seems to be should be known.",
    mend: "diapason doctor says what this machine allows; a container or a batch system can set the limit from outside",
  }),
  D230: (f: { trial: number; state: string; wanted: string }) => ({
    what: `Trial ${f.trial} is ${f.state}; ${f.wanted} needs a running trial.`,
    why: "A trial is reported and told only while it runs, so that a finished result never changes.",
    mend: "ask for a new trial, or add the observation with `add`",
    kept: "The trial keeps what it had.",
  }),
  D231: (f: { trial: number; count: number }) => ({
    what: `There is no trial ${f.trial}; the study has ${f.count}.`,
    why: "Trials are numbered from 0 in the order in which they were handed out.",
    mend: "diapason trials lists them",
  }),
  D232: (f: { trial: number; pid: number; host: string }) => ({
    what: `Trial ${f.trial} is run by process ${f.pid} on ${f.host}.`,
    why: "Two that speak of one attempt would mix two runs in one record; a shell speaks of what `diapason ask` handed to it.",
    mend: `diapason prune ${f.trial} ends it; diapason ask hands out another`,
    kept: "Nothing was changed.",
  }),
  D233: (f: { trial: number; state: string }) => ({
    what: `Trial ${f.trial} is ${f.state}; only a failed one is retried, or one that a shell was handed.`,
    why: "A retry gives another attempt to what has failed; a finished result never changes.",
    mend:
      f.state === "complete" || f.state === "pruned"
        ? "diapason enqueue tries its values as a new trial"
        : `diapason prune ${f.trial} ends it; one that waits is handed out anyway`,
    kept: "Nothing was changed.",
  }),
}
