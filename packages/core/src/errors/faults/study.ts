/** D3: studies. */
export const studyFaults = {
  D301: (f: { study: string; changes: readonly string[]; revision?: number; finished?: number }) => ({
    what: `The study ${f.study} exists and is not the same: ${f.changes.join("; ")}.`,
    why: "Going on silently would mix two different problems in one record.",
    mend:
      f.revision === undefined
        ? "--new starts afresh under another name; or undo the change and run the same command again"
        : `--extend records revision ${f.revision} and keeps the ${f.finished ?? 0}; --new starts afresh; or undo the change`,
    kept: "Nothing was changed; the recorded trials are all there.",
  }),
  D302: (f: { study: string; changes: readonly string[] }) => ({
    what: `The study ${f.study} measures something else: ${f.changes.join("; ")}.`,
    why: "Values that mean different things cannot be compared, so no revision can join them.",
    mend: "--new starts afresh under another name, or --name names another study; or undo the change",
    kept: "Nothing was changed; the recorded trials are all there.",
  }),
  D303: (f: { study: string | undefined; known: readonly string[] }) => ({
    what: f.study === undefined ? "There is no study in this store." : `There is no study named ${f.study} in this store.`,
    why: f.known.length === 0 ? "Nothing has been tuned with it yet." : `It holds: ${f.known.join(", ")}.`,
    mend: f.known.length === 0 ? "diapason tune … starts one" : "name one of these, or point --store at another store",
  }),
  D304: (f: { study: string }) => ({
    what: `This session of ${f.study} was taken over by another.`,
    why: "It gave no sign of life for a while, so its trials were handed to others; two writers must not end one trial.",
    mend: "open the study again: the same command goes on",
    kept: "Everything that was acknowledged is in the log.",
  }),
  D305: (f: { study: string; trial: number; pid: number; host: string }) => ({
    what: `Another command (process ${f.pid} on ${f.host}) is speaking of trial ${f.trial} of ${f.study} and does not come to its end.`,
    why: "Two that report or end one trial at the same time would be decided on out of order.",
    mend: "say it again when that command has ended, or end that process",
    kept: "Nothing was changed.",
  }),
  D320: (f: { name: string; known: readonly string[]; meant: string | undefined }) => ({
    what: `There is no sampler named ${f.name}${f.meant === undefined ? "" : `; did you mean ${f.meant}?`}`,
    why: "The sampler proposes each configuration.",
    mend: `one of: ${f.known.join(", ")}; auto chooses by the space and the budget`,
  }),
  D321: (f: { name: string; known: readonly string[]; meant: string | undefined }) => ({
    what: `There is no scheduler named ${f.name}${f.meant === undefined ? "" : `; did you mean ${f.meant}?`}`,
    why: "The scheduler decides which running trials go on.",
    mend: `one of: ${f.known.join(", ")}; auto chooses by what the study declares`,
  }),
  D322: (f: {
    algorithm: string
    setting: string
    value: string
    known: readonly string[]
    expected?: string
    meant?: string | undefined
  }) => ({
    what:
      f.expected === undefined
        ? `${f.algorithm} has no setting named ${f.setting}${f.meant === undefined ? "" : `; did you mean ${f.meant}?`}`
        : `${f.setting} of ${f.algorithm} cannot be ${f.value}; ${f.expected} was expected.`,
    why: "A setting that is silently passed over would not do what was meant.",
    mend: f.known.length === 0 ? `${f.algorithm} takes no settings: leave it out` : `settings of ${f.algorithm}: ${f.known.join(", ")}`,
  }),
  D323: (f: { parameter: string }) => ({
    what: `Brute force cannot try every configuration: ${f.parameter} has no end of values.`,
    why: "It ends when each configuration was tried once, which takes a finite space.",
    mend: `give ${f.parameter} a step, as in 0..1:0.05; or use the sampler grid, which divides what is continuous`,
  }),
  D324: (f: { name: string; known: readonly string[]; meant: string | undefined }) => ({
    what: `There is no terminator named ${f.name}${f.meant === undefined ? "" : `; did you mean ${f.meant}?`}`,
    why: "A terminator ends a study that has found what it will find.",
    mend: `one of: ${f.known.join(", ")}; without one the budget ends the study`,
  }),
  D330: (f: { name: string; known: readonly string[]; meant: string | undefined }) => ({
    what: `There is no controller named ${f.name}${f.meant === undefined ? "" : `; did you mean ${f.meant}?`}`,
    why: "A controller changes values of a running trial by its metrics.",
    mend: `one of: ${f.known.join(", ")}`,
  }),
  D331: (f: { rule: string; problem: string; known: readonly string[]; meant: string | undefined }) => ({
    what: `The rule ${f.rule} changes nothing: ${f.problem}${f.meant === undefined ? "" : `; did you mean ${f.meant}?`}`,
    why: "A rule changes a number of the space in a running trial.",
    mend: f.known.length === 0 ? "the space has no numbers to change" : `one of: ${f.known.join(", ")}`,
  }),
  D332: (f: { rule: string; problem: string; mend: string }) => ({
    what: `The rule ${f.rule} cannot be read: ${f.problem}.`,
    why: "A rule that is misread would change what it should not.",
    mend: f.mend,
  }),
}
