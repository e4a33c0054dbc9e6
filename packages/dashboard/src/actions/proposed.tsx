interface ProposedProps {
  /** What somebody has to approve: "it happens". */
  readonly until: string
  readonly close: () => void
}

/** Says that a change waits for the approval of another. */
export const Proposed = ({ until, close }: ProposedProps) => (
  <>
    <p role="status">Proposed. Another owner has to approve it before {until}; it waits on the page Activity.</p>
    <p className="dialog-end">
      <button type="button" className="main-button" onClick={close}>
        Close
      </button>
    </p>
  </>
)
