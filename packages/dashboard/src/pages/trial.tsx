/** To come. */
export default function Trial() {
  return <p className="lack">This page is not there yet.</p>
}
