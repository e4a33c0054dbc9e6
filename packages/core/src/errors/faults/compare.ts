/** D186 to D189: what a record cannot answer, and studies that do not go side by side. */
export const compareFaults = {
  D186: (f: { study: string; wanted: string; why: string; answerable: readonly string[] }) => ({
    what: `What ${f.study} would have been under ${f.wanted} cannot be told from its record.`,
    why: f.why,
    mend: `${f.answerable.length === 0 ? "" : `ask of a scheduler that only decides who goes on: --what-if scheduler=${f.answerable.join(",")}; or `}run it: diapason tune --new --scheduler … --sampler …, then diapason compare`,
    kept: "Nothing was changed; a what-if only reads.",
  }),
  D187: (f: { study: string; lacks: string }) => ({
    what: `Nothing of ${f.study} can be played again: ${f.lacks}.`,
    why: "A what-if lets another scheduler decide on the curves that were recorded.",
    mend: "let trials report as they train (epoch=3 val_loss=0.4), and ask again when a few have",
    kept: "Nothing was changed; a what-if only reads.",
  }),
  D188: (f: { studies: readonly string[]; metric: string; direction: string }) => ({
    what: `These studies search for different things: ${f.studies.join(", ")}.`,
    why: "Values are compared of one metric in one direction: that of the first objective.",
    mend: `name only studies that ${f.direction} ${f.metric}`,
    kept: "Nothing was changed; a comparison only reads.",
  }),
  D189: (f: { problem: string; given: readonly string[]; known: readonly string[] }) => ({
    what: `Nothing can be compared: ${f.problem}.`,
    why: `Given was ${f.given.join(" ")}. A comparison needs two different sides, and each study stands on one of them.`,
    mend:
      f.known.length === 0
        ? "diapason ls lists the studies of a store; --store points at another one"
        : `the store holds ${f.known.slice(0, 12).join(", ")}${f.known.length > 12 ? ", …" : ""}; a pattern such as 'tpe-*' names several`,
    kept: "Nothing was changed; a comparison only reads.",
  }),
}
