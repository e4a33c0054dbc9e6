/**
 * Where each page stands in the site: groups with pages by the names of their files in docs/, without `.md`. A folder stands for all that
 * is in it. A page that is not there is left out; a test holds that none is there without its place here.
 * @type {readonly { readonly group: string, readonly folded?: true, readonly pages: readonly string[] }[]}
 */
export const groups = [
  { group: "Begin", pages: ["tutorials/", "playground"] },
  { group: "Recipes", pages: ["recipes/"] },
  { group: "Coming from another tool", pages: ["migration/", "optuna", "optuna-face", "convert", "hydra", "wandb"] },
  {
    group: "Studies",
    pages: ["command-line", "config", "capture", "checkpoints", "changing-a-study", "control", "logs", "stdio", "python", "optuna-face", "automl", "data"],
  },
  {
    group: "How it searches",
    pages: ["baselines", "memory", "schedules", "adaptation", "populations", "networks", "network-builders"],
  },
  { group: "Samplers", folded: true, pages: ["samplers", "samplers/"] },
  { group: "Schedulers", folded: true, pages: ["schedulers", "schedulers/"] },
  {
    group: "Looking at results",
    pages: ["dashboard", "figures", "importance", "interactions", "compare", "what-if", "report"],
  },
  {
    group: "Many machines",
    pages: ["server", "access", "worker", "slurm", "ray", "kubernetes", "stores", "scale"],
  },
  { group: "Beside other programs", pages: ["tracking", "notifications", "observability", "actions"] },
  {
    group: "Reference",
    pages: ["protocol", "reference/commands", "reference/config", "reference/errors", "api/", "packages"],
  },
  { group: "The house", folded: true, pages: ["architecture", "benchmarks", "dependencies"] },
]
