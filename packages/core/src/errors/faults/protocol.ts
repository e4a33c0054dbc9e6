/** D5: protocol and versions. */
export const protocolFaults = {
  D501: (f: { theirs: string; ours: string; upgrade: string }) => ({
    what: `The trial client speaks protocol ${f.theirs}; this runner speaks ${f.ours}.`,
    why: "The handshake failed; the attempt was not counted.",
    mend: f.upgrade,
  }),
  D502: (f: { bytes: number; from: string }) => ({
    what: `A line of ${f.bytes} bytes from ${f.from} is over 1 MiB and was not read as a message.`,
    why: "A longer line is taken for data that was printed, not for a metric.",
    mend: "write large data to a file and announce it as an artifact; a note or log text has to be shorter",
    kept: "The line is whole in the log of the attempt.",
  }),
  D503: (f: { from: string }) => ({
    what: `${f.from} holds bytes that are not UTF-8; they were read as the replacement character.`,
    why: "Names and numbers are only found in UTF-8 text.",
    mend: "print in UTF-8, for example with PYTHONIOENCODING=utf-8",
    kept: "The bytes stand unchanged in the log of the attempt.",
  }),
  D504: (f: { from: string; why: string }) => ({
    what: `A message from ${f.from} was not understood: ${f.why}.`,
    why: "It was ignored, so that a newer client or a stray line does not end a trial.",
    mend: "upgrade the older side, or compare it with the protocol in docs/protocol.md",
  }),
  D505: (f: { step: number; last: number }) => ({
    what: `A report at step ${f.step} came after step ${f.last} and was ignored.`,
    why: "The steps of an attempt never go back: decisions were made on what was reported before.",
    mend: "count steps on over the whole attempt, also over folds and phases",
  }),
  D506: (f: { at: string; detail: string }) => ({
    what: `The request cannot be answered${f.at === "" ? "" : ` (at ${f.at})`}: ${f.detail}.`,
    why: "Each line is one JSON object with an op and its fields.",
    mend: "compare it with the table of requests in docs/stdio.md",
    kept: "The study lives on; the request changed nothing.",
  }),
  D507: (f: { pattern: string; ms: number }) => ({
    what: `The pattern ${f.pattern} took over ${f.ms} ms on one line three times and is not tried any more in this attempt.`,
    why: "It can match a line in so many ways that trying them all would hold up every other trial.",
    mend: "avoid repetitions inside repetitions such as (a+)+, and several .* in a row; begin it with a fixed word",
    kept: "Other ways in which metrics come back go on.",
  }),
  D508: (f: { file: string; why: string }) => ({
    what: `${f.file}, from which metrics are read, was not understood: ${f.why}.`,
    why: "What cannot be read for certain is left out rather than guessed.",
    mend: "try it with diapason capture test FILE",
    kept: "What was read of it before counts.",
  }),
  D509: (f: { metric: string; tags: readonly string[] }) => ({
    what: `TensorBoard has several tags that could be "${f.metric}": ${f.tags.join(", ")}; it is not read from there any more.`,
    why: "A metric is found by its whole tag, or by the last part of one where no other tag ends so.",
    mend: `name the objective by its whole tag, such as ${f.tags[0] ?? ""}`,
  }),
}
