/**
 * Where each page stands in the site: groups with pages by the names of their files in docs/, without `.md`. A folder stands for all that
 * is in it and has no place of its own; a group apart has a sidebar of its own, and its first page stands for it elsewhere. What is not
 * there is left out; a test holds that no page is without its place.
 * @type {readonly { readonly group: string, readonly apart?: true, readonly pages: readonly string[] }[]}
 */
export const groups = [
  {
    group: "Begin",
    pages: [
      "tutorials/one-gpu",
      "tutorials/cluster",
      "tutorials/tables",
      "tutorials/regulated",
      "tutorials/typescript",
      "tutorials/teaching",
      "tutorials/",
      "playground",
    ],
  },
  { group: "Recipes", pages: ["recipes/"] },
  { group: "Coming from another tool", pages: ["migration/", "optuna", "optuna-face", "convert", "hydra", "wandb"] },
  {
    group: "Studies",
    pages: ["command-line", "config", "capture", "checkpoints", "changing-a-study", "control", "logs", "stdio", "python", "automl", "data"],
  },
  {
    group: "How it searches",
    pages: ["baselines", "memory", "schedules", "adaptation", "populations", "networks", "network-builders"],
  },
  { group: "Samplers", apart: true, pages: ["samplers", "samplers/"] },
  { group: "Schedulers", apart: true, pages: ["schedulers", "schedulers/"] },
  {
    group: "Looking at results",
    pages: ["dashboard", "figures", "importance", "interactions", "compare", "what-if", "report"],
  },
  {
    group: "Many machines",
    pages: ["server", "access", "worker", "slurm", "ray", "kubernetes", "stores", "scale"],
  },
  { group: "Beside other programs", pages: ["tracking", "notifications", "observability"] },
  {
    group: "Reference",
    pages: ["protocol", "reference/commands", "reference/config", "reference/errors", "api/", "packages"],
  },
  { group: "The house", pages: ["architecture", "benchmarks", "dependencies"] },
]
