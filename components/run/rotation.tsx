import { durationWords } from "#components/ui/duration"
import { SectionHeading } from "#components/ui/heading"
import { type Meaning, severityMeanings } from "#components/ui/meaning"
import { Mono } from "#components/ui/mono"
import { Status } from "#components/ui/status"
import { Time } from "#components/ui/time"
import type { RotationStep } from "#diagnosis/rotation-history"
import { RotationWatch, type StartRotationWatch } from "./rotation-watch.tsx"

const meanings = {
	served: { ...severityMeanings.ok, word: "served" },
	waiting: { ...severityMeanings.notice, word: "not served yet" },
	never: { ...severityMeanings.error, word: "never served" },
} as const satisfies Record<RotationStep["state"], Meaning>

/** The rotation of provisioned files: each certificate that the file held, and since when the server serves it. */
export function Rotation({
	endpointId,
	steps,
	startWatch,
	stopWatch,
}: {
	readonly endpointId: string
	/** The newest first. */
	readonly steps: readonly RotationStep[]
	readonly startWatch: StartRotationWatch
	readonly stopWatch: (watchId: string) => Promise<unknown>
}) {
	return (
		<section aria-labelledby="rotation" className="flex flex-col gap-3">
			<div>
				<SectionHeading id="rotation">Rotation of its files</SectionHeading>
				<p className="max-w-prose text-ink-soft">{leadOf(steps)}</p>
			</div>
			{steps.length === 0 ? null : (
				<ol aria-label="Certificates of the file" className="border-line border-b text-sm">
					{steps.map((step) => (
						<li
							key={step.certificate.sha256}
							className="grid items-baseline gap-x-4 gap-y-0.5 border-line border-t py-2 sm:grid-cols-[9rem_minmax(0,1fr)_11rem_11rem]"
						>
							<Status meaning={meanings[step.state]} />
							<span className="min-w-0">
								serial <Mono>{step.certificate.serial}</Mono>
							</span>
							<span className="text-ink-soft">
								file changed <Time iso={step.changedAt ?? step.seenAt} quiet />
							</span>
							<span className="text-ink-soft">{servedWords(step)}</span>
						</li>
					))}
				</ol>
			)}
			<RotationWatch endpointId={endpointId} start={startWatch} stop={stopWatch} />
		</section>
	)
}

/** The state of the newest certificate as a sentence. */
function leadOf([newest]: readonly RotationStep[]): string {
	if (newest === undefined)
		return "No check has seen the server’s certificate and its file side by side yet. Each check compares them."
	if (newest.state === "served") return "The server serves what its file holds."
	if (newest.state === "waiting") return "The file changed a moment ago; the server does not serve it yet."
	return "The server does not serve what its file holds, although it had time. Restart it, or let it reload its certificate."
}

function servedWords({ gapMs, servedAt, notServedAt }: RotationStep): string {
	if (servedAt === undefined || gapMs === undefined) return "no check was served it"
	if (notServedAt === undefined) return "served at every check"
	return `served at most ${durationWords(gapMs)} later`
}
