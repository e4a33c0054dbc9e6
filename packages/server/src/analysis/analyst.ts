/** A study as it stood at a position of its log, and what is asked of it. */
export interface Asked {
  readonly study: string
  readonly position: number
  readonly question: Question
}

/** What takes longer to work out than anybody who answers may be held up. Methods, metrics and schedulers are words that the answer refuses. */
export type Question =
  | { readonly kind: "importance"; readonly method?: string; readonly target?: string; readonly top?: number; readonly byBranch?: true }
  | { readonly kind: "best" }
  | { readonly kind: "report" }
  | { readonly kind: "what-if"; readonly scheduler: string }

/**
 * Who works out what takes a while, apart from the thread that answers requests. Questions are answered with the documents that the command
 * line prints, a report with its page; what cannot be answered rejects with the error that the command line gives.
 */
export interface Analyst {
  answer(asked: Asked): Promise<unknown>
  /** What is under way is given up. */
  close(): Promise<void>
}
