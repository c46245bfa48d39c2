import { Plus } from "lucide-react"
import { ButtonLink } from "#components/ui/button"

const idea =
	"Countersign connects to a gRPC server the way each kind of client would, and shows what was said, why a client fails, and what to change."

/** Nothing is stored: one line, and the two ways to begin. */
export function FirstVisit({ hasLab }: { readonly hasLab: boolean }) {
	return (
		<div className="mx-auto max-w-2xl py-10">
			<h1 className="font-semibold text-2xl tracking-tight">See both sides of a gRPC handshake.</h1>
			<p className="mt-3 text-ink-soft text-lg">{idea}</p>
			<p className="mt-3 text-ink-soft">
				Type an address into the field above to check it once, or add it here to keep it.
			</p>
			<div className="mt-5 flex flex-wrap gap-2">
				<ButtonLink variant="primary" href="/endpoints/new">
					<Plus aria-hidden /> Add an endpoint
				</ButtonLink>
				<ButtonLink href="/lab">{hasLab ? "Try the lab" : "What the lab is"}</ButtonLink>
			</div>
		</div>
	)
}

/** Endpoints are there, but none was ever checked: what this is, in one line. */
export function NothingChecked({ hasLab }: { readonly hasLab: boolean }) {
	return (
		<p className="mb-5 max-w-3xl text-balance text-ink-soft text-lg">
			{idea} Nothing was checked yet: press <em className="font-medium text-ink not-italic">Check all</em>
			{hasLab ? ", open one of the lab’s servers, each wrong in its own way," : ""} or type an address above.
		</p>
	)
}
