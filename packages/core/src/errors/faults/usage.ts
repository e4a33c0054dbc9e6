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
  /** `trial`: the one that was asked for, where its word can name the study too and no other can. */
  D145: (f: { store: string; known: readonly string[]; trial?: string }) => ({
    what: `Which study? ${f.store} holds ${f.known.length}: ${f.known.join(", ")}.`,
    why: "Without a name there must be exactly one.",
    mend:
      typeof f.trial === "string"
        ? `name it with the trial: ${f.known.at(-1) ?? ""}#${f.trial}`
        : `name one: diapason best ${f.known.at(-1) ?? ""}`,
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
  D160: (f: { spec: string; at: string; caret: string; why: string }) => ({
    what: `${f.spec}: the pattern of capture.regex cannot be read (${f.at})${f.caret}`,
    why: f.why,
    mend: "named groups are metrics, step is the step, {num} is a number: 'epoch (?<step>{num}).*top1=(?<val_acc>{num})'",
    kept: "Nothing was started.",
  }),
  D161: (f: { file: string; why: string }) => ({
    what: `The saved output ${f.file} cannot be read: ${f.why}.`,
    why: "The rules by which metrics are found are tried on what a script has printed or written.",
    mend: "diapason capture test train.log, or a CSV, JSON lines or TensorBoard file that the script wrote",
  }),
  D164: (f: { top: number }) => ({
    what: `${f.top} is no share of the trials: more than 0, at most 1.`,
    why: "Of the best trials by this share it is told what mattered among them; losses beyond count as equal.",
    mend: "0.25 for the best quarter, 1 for all",
  }),
  D168: (f: { target: string; known: readonly string[]; meant: string | undefined }) => ({
    what: `No complete trial has ${f.target}${f.meant === undefined ? "" : `; did you mean ${f.meant}?`}`,
    why: "What mattered is asked for one thing at a time: a metric that trials report, how long they took, or the front of all objectives.",
    mend: `one of: ${f.known.join(", ")}`,
  }),
  D169: (f: { method: string }) => ({
    what: `${f.method} looks at all usable trials: it takes no share of the best.`,
    why: "Only fanova and ped-anova tell what mattered among the best trials.",
    mend: "leave the share out, or ask for fanova or ped-anova",
  }),
  D170: (f: { command: string; program: string; reason: string }) => ({
    what: `\`${f.command} --help\` cannot be run: ${f.program} ${f.reason}.`,
    why: "The flags of a script are read from its help and its source, so that each value reaches it.",
    mend: "correct the command after --, or activate its environment; with --no-run the source alone is read",
    kept: "Nothing was written.",
  }),
  D171: (f: { command: string; tried: string }) => ({
    what: `No flag was found in \`${f.command}\`.`,
    why: `What was tried: ${f.tried}. Known are argparse, click, typer, absl, hydra, commander and Node's parseArgs.`,
    mend: "name the parameters where they are used: diapason tune --minimize val_loss -- CMD --lr '{lr:log(1e-5,1e-1)}'; or let the script read DIAPASON_PARAMS",
    kept: "Nothing was written.",
  }),
  D172: (f: { file: string }) => ({
    what: `${f.file} is there already.`,
    why: "What somebody has written is not replaced without being asked.",
    mend: "--force replaces it; -o OTHER.yaml writes another file, -o - prints it",
    kept: "The file is as it was.",
  }),
  /** `does`: read or written. */
  D173: (f: { file: string; does: string; detail: string }) => ({
    what: `${f.file} cannot be ${f.does}: ${f.detail}.`,
    why: "A configuration is a text file in a place that can be read and written.",
    mend: "correct the path or the permissions of its folder",
    kept: "Nothing was written.",
  }),
  D174: (f: { file: string; known: readonly string[] }) => ({
    what: `${f.file} is in no form that can be converted.`,
    why: `Known are: ${f.known.join("; ")}.`,
    mend: "give the file that declares the parameters; docs/convert.md shows each form",
    kept: "Nothing was written.",
  }),
  D175: (f: { file: string; at: string; problem: string }) => ({
    what: `${f.file} cannot be converted: ${f.at}: ${f.problem}.`,
    why: "A range that is guessed would search something else.",
    mend: `correct ${f.at} in ${f.file}`,
    kept: "Nothing was written.",
  }),
  D176: (f: { file: string; lost: readonly string[] }) => ({
    what: `${f.file} cannot be carried over whole: ${f.lost.length} ${f.lost.length === 1 ? "thing" : "things"} would be lost or changed.`,
    why: f.lost.join("; "),
    mend: "without --strict the file is written, and says all this in its comments",
    kept: "Nothing was written.",
  }),
  D148: (f: { lost: readonly string[] }) => ({
    what: `This would end work: ${f.lost.join("; ")}.`,
    why: "Nobody is at a terminal who could be asked. Nothing was changed.",
    mend: "say it again with --yes",
  }),
  D149: (f: { given: readonly string[]; wanted: string; nearest: string | undefined }) => ({
    what: `The result has no ${f.wanted}${f.given.length === 0 ? "" : `; given were ${f.given.join(", ")}`}.`,
    why: "A result without the objective would count as a failure of the configuration. Nothing was recorded.",
    mend:
      f.nearest === undefined
        ? `${f.wanted}=0.31, or --fail KIND when there is no result`
        : `did you mean ${f.wanted} where ${f.nearest} stands?`,
  }),
}

/** D15: the configuration file. */
export const configFaults = {
  D150: (f: { file: string; from: string | undefined }) => ({
    what: `There is no file ${f.file}${f.from === undefined ? "" : `, which ${f.from} includes`}.`,
    why: "Nothing was started.",
    mend: "diapason init -- COMMAND writes one, or say everything by flags",
  }),
  D151: (f: { key: string; at: string; nearest: string | undefined; known: readonly string[] }) => ({
    what: `There is no setting "${f.key}" (${f.at}).`,
    why: "A setting that is not known would be ignored in silence. Nothing was started.",
    mend: f.nearest === undefined ? `known here: ${f.known.join(" ")}` : `did you mean ${f.nearest}?`,
  }),
  D152: (f: { at: string; detail: string }) => ({
    what: `The configuration cannot be read (${f.at}): ${f.detail}.`,
    why: "Nothing was started.",
    mend: "diapason schema config prints what may stand there; an editor that knows JSON Schema shows it while you write",
  }),
  D153: (f: { file: string; chain: readonly string[] }) => ({
    what: `${f.file} includes itself: ${f.chain.join(" → ")}.`,
    why: "There would be no end to it. Nothing was started.",
    mend: "take one of the include lines out",
  }),
  D154: (f: { name: string; at: string }) => ({
    what: `The variable ${f.name} is not set (${f.at}).`,
    why: `\${${f.name}} stands for its value. Nothing was started.`,
    mend: `export ${f.name}=…, or write the value itself`,
  }),
  D155: (f: { state: string }) => ({
    what: `The working tree is not clean: ${f.state}.`,
    why: "require_clean_git is yes: what ran must be found again by its commit. Nothing was started.",
    mend: "commit or stash the changes, or say require_clean_git: warn",
  }),
  D156: (f: { missing: readonly string[]; folder: string; packages: readonly string[]; named?: string }) => ({
    what: `There is no Python with what AutoML trains with${f.missing.length === 0 ? "" : `: ${f.missing.join("; ")}`}.`,
    why: "Models are trained by scikit-learn and its like, and nothing is installed unless you say so.",
    mend:
      f.named === undefined
        ? `say it again with --yes: it makes an environment in ${f.folder}; or pip install ${f.packages.join(" ")}; or name another by DIAPASON_PYTHON`
        : `${f.named} -m pip install ${f.packages.join(" ")}; or name another by DIAPASON_PYTHON; or unset it: --yes makes an environment in ${f.folder}`,
    kept: "Nothing was started, and nothing installed.",
  }),
  D157: (f: { code: string; what: string; why: string; mend: string }) => ({
    // It may begin with the name of a file or a column, which must not be changed.
    what: `This cannot be done: ${stop(f.what)}`,
    why: `${f.code}: ${stop(f.why)}`,
    mend: f.mend,
    kept: "Nothing was lost: the data is only read.",
  }),
  D158: (f: { verb: string; exit: number | null; last: string }) => ({
    what: `The Python side ended without an answer (${f.verb}, ${f.exit === null ? "it could not be started" : `exit code ${f.exit}`})${f.last === "" ? "" : `: ${f.last}`}.`,
    why: "What it prints is read as one document.",
    mend: "the same command goes on where it was; if it ends so again, diapason doctor --bundle FILE gathers what a report needs",
    kept: "Trials that have ended are in the log.",
  }),
  D185: (f: { study: string; changes: readonly string[] }) => ({
    what: `The study ${f.study} answers another question: ${f.changes.join("; ")}.`,
    why: "Trials of another table or of other flags cannot be compared with these, and their model would be given as the answer to this.",
    mend: "--name ANOTHER begins a study of its own; or undo the change, and the same command goes on",
    kept: "Nothing was changed; the trials and the model that are there stay as they are.",
  }),
  D199: (f: { step: number; fidelity: number }) => ({
    what: `Its time was over after ${f.step} of ${f.fidelity} steps; it is complete by these.`,
    why: "Half of the folds or more say well enough how good it is, and a search should not be told that it failed.",
    mend: "more time with --for lets each trial take longer",
    kept: "The steps that it has, and what was predicted at them.",
  }),
  D200: (f: { file: string; why: string }) => ({
    what: `${f.file} cannot be read: ${f.why}.`,
    why: "Models are learned from a table, or from pictures in a folder for each class, and predict the same.",
    mend: "diapason automl data.csv --target COLUMN, or diapason automl --images FOLDER",
    kept: "Nothing was started.",
  }),
  D159: (f: { name: string; nearest: string | undefined; known: readonly string[] }) => ({
    what: `There is no figure named ${f.name}${f.nearest === undefined ? "" : `; did you mean ${f.nearest}?`}`,
    why: `There are ${f.known.join(", ")}.`,
    mend: "diapason plot lists them, each with the question that it answers",
    kept: "Nothing was written.",
  }),
  D162: (f: { file: string; known: readonly string[] }) => ({
    what: `${f.file}: its ending does not say what kind of picture is meant.`,
    why: `Pictures are written as ${f.known.join(" or ")}.`,
    mend: "-o history.svg for a paper, -o history.png for slides; without -o it is drawn in the terminal",
    kept: "Nothing was written.",
  }),
  D163: (f: { file: string; why: string }) => ({
    what: `The picture ${f.file} cannot be written: ${f.why}.`,
    why: "The folder must be there, and be yours to write to.",
    mend: "name another place after -o, or make the folder first",
    kept: "The study is only read.",
  }),
  D167: (f: { file: string; why: string }) => ({
    what: `No digest of ${f.file} can be recorded: ${f.why}.`,
    why: "It stands under reproducibility.data, so that an auditor can tell which data the study saw.",
    mend: "mend its path, which is read from the working folder of the command, or take it out",
    kept: "Nothing was started.",
  }),
  D177: (f: { name: string; of: string; known: readonly string[]; nearest: string | undefined }) => ({
    what: `${f.of === "" ? "The library of proven baselines has no job" : `proven:${f.of} has no start`} named ${f.name}${f.nearest === undefined ? "" : `; did you mean ${f.nearest}?`}`,
    why: `It has ${f.known.join(", ")}.`,
    mend: f.of === "" ? "diapason baselines lists them" : `diapason baselines ${f.of} shows them`,
    kept: "Nothing was started.",
  }),
  D178: (f: { label: string; name: string; value: string; domain: string; source: string }) => ({
    what: `proven:${f.label}: ${f.name}=${f.value} lies outside what is searched: ${f.domain}.`,
    why: `A value that is known to work (${f.source}) would never be tried, and is not bent silently.`,
    mend: `widen the range of ${f.name}; or give it a value of your own, or let it go to the end of the range: { proven: ${f.label}, clip: true }`,
    kept: "Nothing was started.",
  }),
  D179: (f: { label: string; knows: readonly string[]; has: readonly string[] }) => ({
    what: `proven:${f.label} says nothing of this space: none of its parameters is in it.`,
    why: `It knows ${f.knows.join(", ")}; the space has ${f.has.join(", ")}. They are matched by name and synonym.`,
    mend: "write the baseline with the names of the space, or choose another: diapason baselines lists them",
    kept: "Nothing was started.",
  }),
  D181: (f: { budget: number; repeats: number }) => ({
    what: `--budget ${f.budget} and --repeats ${f.repeats} both say how often the finalists are run.`,
    why: "A budget is spent where it tells most who is best; repeats are the same for each of them.",
    mend: `leave one of them out: diapason confirm --budget ${f.budget}, or diapason confirm --repeats ${f.repeats}`,
    kept: "Nothing was started.",
  }),
  D182: (f: { budget: number; finalists: number; aside: number; needed: number }) => ({
    what: `A budget of ${f.budget} runs is too small for ${f.finalists} finalists.`,
    why: `Each needs two runs for its noise to be known, and ${f.aside} are kept aside for the value that is reported.`,
    mend: `ask for ${f.needed} runs or more: --budget ${f.needed}; or for fewer finalists with --top`,
    kept: "Nothing was started; runs of earlier confirmations are kept.",
  }),
  D183: (f: { file: string; detail: string }) => ({
    what: `The report cannot be written to ${f.file}: ${f.detail}.`,
    why: "It is one file, and the place for it must be a folder that can be written.",
    mend: "-o with another place, such as -o ~/report.html; or -o - to print it",
    kept: "The study is untouched; what stood at that place before still does.",
  }),
  D184: (f: { name: string; known: readonly string[]; nearest: string | undefined }) => ({
    what: `A report has no section named "${f.name}"${f.nearest === undefined ? "" : `; did you mean ${f.nearest}?`}`,
    why: `Its sections are ${f.known.join(", ")}.`,
    mend: `--sections ${f.nearest ?? f.known.slice(0, 2).join(",")}, or leave it out for all of them`,
    kept: "Nothing was written.",
  }),
}

/** With a capital and a full stop, as the table writes them. */
const stop = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)
