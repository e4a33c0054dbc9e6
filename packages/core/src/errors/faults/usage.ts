/** D14: what was asked of a command. */
export const usageFaults = {
  D140: (f: { flag: string; text: string; expected: string }) => ({
    what: `${f.flag} ${f.text}: ${f.expected} was expected.`,
    why: "Nothing was started.",
    mend: "diapason tune --help shows an example of each flag",
  }),
  D141: (f: { given: string }) => ({
    what: `There is nothing to optimise: neither --minimize nor --maximize was given${f.given === "" ? "" : ` (${f.given})`}.`,
    why: "Diapason must know which figure of the script is to become better, and in which direction.",
    mend: "--minimize val_loss, or --maximize accuracy: the name as the script prints it",
  }),
  D142: (f: { given: string }) => ({
    what: `There is nothing to run: the command is missing${f.given === "" ? "" : ` (${f.given})`}.`,
    why: "What stands after -- is run once for each trial.",
    mend: "diapason tune -p lr=1e-5..1e-1:log --minimize val_loss -- python train.py",
  }),
  D143: (f: { given: string }) => ({
    what: `There is nothing to search: no parameter was given${f.given === "" ? "" : ` (${f.given})`}.`,
    why: "A study chooses values for parameters, each with its range.",
    mend: "-p lr=1e-5..1e-1:log, or in its place in the command: --lr '{lr:log(1e-5,1e-1)}'",
  }),
  D144: (f: { study: string; trial: string; count: number }) => ({
    what: `The study ${f.study} has no trial ${f.trial}; it has ${f.count}.`,
    why: "Trials are numbered from 0.",
    mend: `diapason trials ${f.study} lists them`,
  }),
  D145: (f: { store: string; known: readonly string[] }) => ({
    what: `Which study? ${f.store} holds ${f.known.length}: ${f.known.join(", ")}.`,
    why: "Without a name there must be exactly one.",
    mend: `name one: diapason best ${f.known.at(-1) ?? ""}`,
  }),
  D146: (f: { topic: string }) => ({
    what: `There is nothing to explain under ${f.topic}.`,
    why: "Explained are trial numbers and codes such as D210.",
    mend: "diapason explain 17, or diapason explain D210",
  }),
  D147: (f: { command: string; metric: string; reason: string }) => ({
    what: `The probe learned nothing: \`${f.command}\` never reported "${f.metric}" (${f.reason}).`,
    why: "A range test compares what is reported at one rate with what is reported at the next.",
    mend: `print it as ${f.metric}=<number> after each step or epoch; the logs are in the folder .diapason`,
  }),
}
