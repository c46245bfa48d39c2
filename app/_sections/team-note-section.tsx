import { TeamNote } from "#components/notes/team-note"
import { SectionHeading } from "#components/ui/heading"
import { Skeleton } from "#components/ui/skeleton"
import { getNoteView } from "#server/queries"
import { noteHistory, saveNote } from "../actions/notes.ts"

/** The team's note on one rule or endpoint, with what changes it. */
export async function TeamNoteSection({
	kind,
	id,
}: {
	readonly kind: "rule" | "endpoint"
	readonly id: string
}) {
	const note = await getNoteView(kind, id)
	return (
		<TeamNote
			key={`${kind} ${id}`}
			subject={{ kind, id }}
			note={note}
			save={saveNote}
			readHistory={noteHistory}
		/>
	)
}

/** Stands in while the note is read. */
export function TeamNoteSkeleton() {
	return (
		<section aria-label="Your team’s note">
			<SectionHeading>Your team’s note</SectionHeading>
			<Skeleton className="h-4 w-64" />
		</section>
	)
}
