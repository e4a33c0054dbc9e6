/** How jobs are handed in to Slurm; what each trial is given is said with the trial. */
export interface SlurmOptions {
  /** The folder for what jobs print, on a file system that the nodes share; `.diapason/slurm` of the working folder. */
  readonly dir?: string
  readonly partition?: string
  readonly account?: string
  readonly qos?: string
  /** The kind of GPU, as `a100`, where the cluster has several. */
  readonly gpuType?: string
  /** How many jobs of those that are handed in together run at once, at most. */
  readonly atOnce?: number
  /** Lines of bash that run before the command, as `module load cuda`. */
  readonly setup?: string
  /** A signal some time before a job is ended for its time limit or for others; without it SIGTERM is the first word. */
  readonly notice?: { readonly signal: "SIGUSR1" | "SIGUSR2" | "SIGTERM" | "SIGINT"; readonly before: number }
  /** Whether Slurm itself runs a job again that it has ended for others or lost with a node; otherwise Diapason does. */
  readonly requeue?: boolean
  /** Further words for sbatch, as `--constraint=a100`. They win over those that the settings above make. */
  readonly words?: readonly string[]
  /** Variables for Slurm's tools beside those of this process. */
  readonly env?: Readonly<Record<string, string>>
  /** Milliseconds that one of Slurm's tools may take; 30 000 by default. */
  readonly patience?: number
}
