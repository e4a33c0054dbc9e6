/** To come. */
export default function Activity() {
  return <p className="lack">This page is not there yet.</p>
}
