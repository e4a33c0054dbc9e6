import { Dialog } from "./dialog.tsx"
import { keys } from "./keys.ts"

/** The keys of the page. */
export default function KeysDialog({ close }: { readonly close: () => void }) {
  return (
    <Dialog title="Keys" onClose={close}>
      <dl className="key-list">
        {keys.map(({ keys: names, does }) => (
          <div key={does}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p className="dialog-end">
        <button type="button" autoFocus onClick={close}>
          Close
        </button>
      </p>
    </Dialog>
  )
}
