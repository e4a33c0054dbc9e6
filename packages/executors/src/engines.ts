// Engines of clusters, apart from the rest: what speaks to one is loaded where a study runs there.
export { kubernetes } from "./kubernetes/kubernetes.ts"
export type { KubernetesOptions } from "./kubernetes/options.ts"
export { ray } from "./ray/ray.ts"
export type { RayOptions } from "./ray/settings.ts"
export { slurm } from "./slurm/slurm.ts"
export type { SlurmOptions } from "./slurm/settings.ts"
