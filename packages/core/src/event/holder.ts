/** Who holds a session: enough to tell, on the same host, whether that process still lives. */
export interface Holder {
  readonly host: string
  /** Changes when the machine restarts. */
  readonly boot: string
  readonly pid: number
  /** Start time of the process in the system's own ticks; a pid that was given again has another. */
  readonly started: string
}
