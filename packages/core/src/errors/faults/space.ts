import type { Spot } from "../spot.ts"

/** D1: configuration and space. */
export const spaceFaults = {
  D101: (f: Spot) => ({
    what: `${f.spec}: a log range cannot start at 0 or below (${f.at})${f.caret}`,
    why: "log 0 is minus infinity",
    mend: "log(1e-6, …), or keep zero as a value of its own: mix(0, log(1e-6, …))",
  }),
  D102: (f: Spot & { found: string; expected: string }) => ({
    what: `${f.spec}: expected ${f.expected}, found ${f.found} (${f.at})${f.caret}`,
    why: "The text does not say what to search.",
    mend: 'lr=1e-5..1e-1:log, depth=2..8, opt=adam,sgd, or the function form: lr=log(1e-5, 1e-1), opt=choice("adam", "sgd")',
  }),
  D103: (f: Spot & { open: string }) => ({
    what: `${f.spec}: the text ends before ${f.open} is closed (${f.at})${f.caret}`,
    why: "Something cut it: a shell at a space or a bracket, or YAML at a comma inside { }.",
    mend: `put the whole of it in quotes: -p 'lr=log(1e-5, 1e-1)'; in YAML { lr: "log(1e-5, 1e-1)" }`,
  }),
  D104: (f: Spot & { name: string; known: readonly string[]; nearest: string | undefined }) => ({
    what: `${f.spec}: no distribution named "${f.name}" (${f.at})${f.caret}`,
    why: `known: ${f.known.join(" ")}`,
    mend: f.nearest === undefined ? "use one of these" : `did you mean ${f.nearest}?`,
  }),
  D105: (f: Spot & { problem: string; mend: string }) => ({
    what: `${f.spec}: ${f.problem} (${f.at})${f.caret}`,
    why: "No value lies in such a range.",
    mend: f.mend,
  }),
  D106: (f: Spot & { value: string }) => ({
    what: `${f.spec}: the value ${f.value} is given twice (${f.at})${f.caret}`,
    why: "It would be drawn twice as often, and no result could tell the two apart.",
    mend: "leave one of them out",
  }),
  D107: (f: Spot & { scale: string }) => ({
    what: `${f.spec}: a step cannot go with the ${f.scale} scale (${f.at})${f.caret}`,
    why: "Equal steps are not equal on that scale, so most values would lie at one end.",
    mend: "leave the step out; or list the values: ordinal(1, 2, 5, 10); or for powers of two: int(16, 1024, pow2)",
  }),
  D108: (f: { parameter: string; at: string; problem: string; nearest?: string | undefined }) => ({
    what: `${f.parameter}: ${f.problem} (${f.at})`,
    why: "Whether a parameter is active must be known from the others before it is drawn.",
    mend: f.nearest === undefined ? "name parameters of the space that do not themselves wait for this one" : `did you mean ${f.nearest}?`,
  }),
  D109: (f: Spot & { name: string }) => ({
    what: `${JSON.stringify(f.name)} cannot be a name (${f.at})${f.caret}`,
    why: "Names become flags, environment variables and words of expressions.",
    mend: "begin with a letter or _, then letters, digits, _ - or .; words that every JavaScript object knows (constructor) are taken",
  }),
  D110: (f: Spot & { problem: string; mend: string }) => ({
    what: `${f.spec}: ${f.problem} (${f.at})${f.caret}`,
    why: "Expressions are numbers, strings, names, + - * / %, comparisons, && || !, in [..], ? : and functions such as min, log, round.",
    mend: f.mend,
  }),
  D111: (f: { name: string; first: string; second: string }) => ({
    what: `${f.first} and ${f.second} would both be called ${f.name}.`,
    why: "One value would overwrite the other on its way to the script.",
    mend: "rename one of the two",
  }),
  D112: (f: { name: string; where: string; known: readonly string[]; nearest: string | undefined }) => ({
    what: `The configuration sets ${f.where}${f.name}, which is not in the space.`,
    why: "An unknown name would be ignored by the script.",
    mend: f.nearest === undefined ? `known here: ${f.known.join(", ")}` : `did you mean ${f.where}${f.nearest}?`,
  }),
  D113: (f: { name: string; value: string; domain: string }) => ({
    what: `The value ${f.value} of ${f.name} is outside its domain: ${f.domain}.`,
    why: "It could never be suggested, and what is learned from it would belong nowhere in the space.",
    mend: "choose a value inside, or widen the range",
  }),
  D114: (f: { parameter: string; flag: string }) => ({
    what: `Parameter ${f.parameter} reaches nowhere: the command has placeholders, none is {${f.flag}}.`,
    why: "It would be searched without effect.",
    mend: `add --${f.flag} {${f.flag}}, or use {params_file}, or --params-via args`,
  }),
  D115: (f: { name: string; domain: string }) => ({
    what: `The configuration has no value for ${f.name}, and ${f.name} has no default.`,
    why: "A result belongs to a whole configuration.",
    mend: `give it a value (${f.domain}), or give the parameter a default`,
  }),
  D116: (f: { name: string; value: string; condition: string }) => ({
    what: `The configuration sets ${f.name} to ${f.value}, but ${f.name} is active only if ${f.condition}.`,
    why: "An inactive parameter has no value, so the script would never see this one.",
    mend: `leave ${f.name} out, or change what it depends on`,
  }),
  D117: (f: Spot & { key: string; known: readonly string[]; nearest?: string | undefined; mend?: string | undefined }) => ({
    what: `${f.spec}: ${f.key} is not known here (${f.at})${f.caret}`,
    why: `known: ${f.known.join(" ")}`,
    mend: f.mend ?? (f.nearest === undefined ? "leave it out" : `did you mean ${f.nearest}?`),
  }),
  D118: (f: Spot & { expected: string; found: string }) => ({
    what: `${f.spec}: expected ${f.expected}, found ${f.found} (${f.at})${f.caret}`,
    why: "The space cannot be built without it.",
    mend: `write ${f.expected} there`,
  }),
  D119: (f: { tries: number; constraints: readonly string[] }) => ({
    what: `No configuration that fulfils the constraints was found in ${f.tries} tries.`,
    why: `They are: ${f.constraints.join("; ")}.`,
    mend: "loosen them, narrow the ranges to where they hold, or write a dependent value as a fraction of the other",
  }),
  D136: (f: { name: string }) => ({
    what: `${f.name} is new, and it is not said which value the trials before it really used.`,
    why: "What they have found is true for that value alone; a guess would teach the sampler something false.",
    mend: `say it in the space: ${f.name}: { …, "was": value }, or -p '${f.name}=float(0, 1, was=0)'; for a new name: "was_called"`,
    kept: "Nothing was changed; the recorded trials are all there.",
  }),
  D137: (f: { name: string; called: string; known: readonly string[] }) => ({
    what: `${f.name} is said to have been called ${f.called}, which the study does not have.`,
    why: "Earlier trials would lose the value that they had there.",
    mend: `it has: ${f.known.join(", ")}; for a parameter that is new say "was": value instead`,
    kept: "Nothing was changed; the recorded trials are all there.",
  }),
  D120: (f: { name: string; found: string; expected: string }) => ({
    what: `The prior${f.name === "" ? "s" : ` of ${f.name}`} cannot be read: found ${f.found}, expected ${f.expected}.`,
    why: "A belief that is misread would lead the search astray.",
    mend: 'write it as in lr: { around: 3e-3, spread: "3x" }, or act: { around: relu, confidence: high }',
  }),
  D190: (f: Spot & { problem: string }) => ({
    what: `${f.spec}: ${f.problem} (${f.at})${f.caret}`,
    why: "A network is made of operations; without a choice of them there is nothing to build.",
    mend: 'name them: op: ["conv", "sepconv", "identity"] in a layer, or edges: ["none", "skip", "conv3x3"] in a cell',
    kept: "Nothing was started.",
  }),
  D191: (f: Spot & { found: string; most: number }) => ({
    what: `${f.spec}: a chain cannot have the depth ${f.found} (${f.at})${f.caret}`,
    why: `The depth counts layers: whole numbers from 1 to ${f.most}, since each layer becomes parameters of its own.`,
    mend: 'write a number, a range such as "int(2, 8)", or an array such as [2, 4, 8]',
    kept: "Nothing was started.",
  }),
  D192: (f: Spot & { field: string; found: string }) => ({
    what: `${f.spec}: ${f.field} cannot be a field of a layer: ${f.found} (${f.at})${f.caret}`,
    why: "Every layer takes a value of each of its fields, so each must have one or more.",
    mend: `write a value, an array of values, or one parameter such as "int(8, 64, log)"`,
    kept: "Nothing was started.",
  }),
  D193: (f: Spot & { field: string; known: readonly string[]; nearest: string | undefined }) => ({
    what: `${f.spec}: shared names ${f.field}, which no layer has (${f.at})${f.caret}`,
    why: `A layer has: ${f.known.join(" ")}`,
    mend: f.nearest === undefined ? "leave it out, or declare the field in layer" : `did you mean ${f.nearest}?`,
    kept: "Nothing was started.",
  }),
  D194: (f: Spot & { found: string; least: number; most: number }) => ({
    what: `${f.spec}: a cell cannot have ${f.found} nodes (${f.at})${f.caret}`,
    why: `The first node is the input and the last the output, and more than ${f.most} nodes have too many possible edges to search.`,
    mend: `write a whole number from ${f.least} to ${f.most}`,
    kept: "Nothing was started.",
  }),
  D195: (f: Spot & { found: string; least: number }) => ({
    what: `${f.spec}: no cell can be built with max_edges ${f.found} (${f.at})${f.caret}`,
    why: `Input and output must be joined, which takes ${f.least === 1 ? "one edge" : `all ${f.least} edges here, since none of the operations is "none"`}.`,
    mend: f.least === 1 ? "write a whole number from 1" : `write ${f.least} or more, leave it out, or add "none" to the operations`,
    kept: "Nothing was started.",
  }),
  D196: (f: Spot & { problem: string }) => ({
    what: `${f.spec}: ${f.problem} (${f.at})${f.caret}`,
    why: "Operations stand either on the edges of a cell or on its nodes, and layers make a chain.",
    mend: 'kind "chain" with depth and layer; or kind "cell" with nodes and edges; or kind "cell" with nodes and operations',
    kept: "Nothing was started.",
  }),
  D197: (f: { name: string; problem: string }) => ({
    what: `The network that is given for ${f.name} cannot be built: ${f.problem}.`,
    why: "A trial of it would fail, or be a trial of another network.",
    mend: "compare it with what diapason show TRIAL --json prints for a trial, and write it in that form",
    kept: "Nothing was started.",
  }),
  D198: (f: { study: string; trial: number }) => ({
    what: `Trial ${f.trial} of ${f.study} has no network to draw.`,
    why: "Its configuration has none: the space declares none, or the trial took a branch without one.",
    mend: "diapason trials lists the others; docs/networks.md says how a space declares a network",
  }),
}
