/** Values that came from a file, and their step where the file tells it. */
export interface Found {
  /** The file in words. */
  readonly source: string
  readonly metrics: Readonly<Record<string, number>>
  readonly step?: number
}

/** A file or folder that a script writes its metrics to. */
export interface Followed {
  /** What came since the last time. */
  read(): readonly Found[]
  /** What is left when the script has ended; `whole` when it ended by itself, so that a last line without its end is one. */
  end(whole: boolean): readonly Found[]
  close(): void
}
