/** To come. */
export default function Schedule() {
  return <p className="lack">This page is not there yet.</p>
}
