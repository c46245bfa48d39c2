import { CircleCheck, CircleHelp, OctagonX } from "lucide-react"
import { SectionHeading } from "#components/ui/heading"
import type { Meaning } from "#components/ui/meaning"
import { Mono } from "#components/ui/mono"
import { Status } from "#components/ui/status"
import type { FoundCertificate, KeyFacts } from "./inspection.tsx"

const keysShown = 20

/** Every key: what it is, how it is locked, and to which certificate it belongs. Never its bytes. */
export function KeySection({
	keys,
	certificates,
}: {
	readonly keys: readonly KeyFacts[]
	readonly certificates: readonly FoundCertificate[]
}) {
	return (
		<section aria-label="Keys">
			<SectionHeading>Keys</SectionHeading>
			<ul className="border-line border-b">
				{keys.slice(0, keysShown).map((key, index) => (
					<li
						// biome-ignore lint/suspicious/noArrayIndexKey: one answer, nothing in it moves
						key={index}
						className="grid gap-x-6 gap-y-0.5 border-line border-t py-2 sm:grid-cols-[13rem_minmax(0,1fr)]"
					>
						<Status meaning={keyMeaning(key, certificates)} className="self-start" />
						<div className="min-w-0">
							<p className="wrap-anywhere">{matchWords(key, certificates)}</p>
							<p className="text-ink-soft text-sm wrap-anywhere">
								<Mono>{key.file}</Mono>
								{key.alias === undefined ? "" : `, entry ${key.alias}`}:{" "}
								{key.type === undefined ? "" : `${key.type}, `}
								{key.kind} key, {key.form}
								{key.isLegacyEncryption ? ". Current tools refuse or warn of this encryption." : ""}
							</p>
							{key.spkiSha256 === undefined ? null : (
								<p className="text-ink-faint text-sm">
									SHA-256 of its public key <Mono>{key.spkiSha256}</Mono>
								</p>
							)}
						</div>
					</li>
				))}
			</ul>
			{keys.length > keysShown ? (
				<p className="mt-2 text-ink-soft text-sm">and {keys.length - keysShown} more.</p>
			) : null}
		</section>
	)
}

const looks = {
	fits: { tone: "secure", icon: CircleCheck, word: "belongs together" },
	stranger: { tone: "broken", icon: OctagonX, word: "does not belong" },
	unknown: { tone: "unknown", icon: CircleHelp, word: "not known" },
	locked: { tone: "unknown", icon: CircleHelp, word: "locked" },
	wrong: { tone: "broken", icon: OctagonX, word: "wrong password" },
	damaged: { tone: "broken", icon: OctagonX, word: "damaged" },
	closed: { tone: "unknown", icon: CircleHelp, word: "not opened" },
	alone: { tone: "unknown", icon: CircleHelp, word: "nothing to compare" },
} as const satisfies Record<string, Meaning>

function keyMeaning({ problem, matches }: KeyFacts, certificates: readonly FoundCertificate[]): Meaning {
	if (problem !== undefined) return problemLook(problem.kind)
	if (certificates.length === 0) return looks.alone
	if (matches === undefined) return looks.unknown
	return matches.length > 0 ? looks.fits : looks.stranger
}

function problemLook(kind: NonNullable<KeyFacts["problem"]>["kind"]): Meaning {
	if (kind === "password-missing") return looks.locked
	if (kind === "password-wrong") return looks.wrong
	return kind === "damaged" ? looks.damaged : looks.closed
}

function matchWords({ problem, matches }: KeyFacts, certificates: readonly FoundCertificate[]): string {
	if (problem !== undefined) return problem.text
	if (certificates.length === 0) return "No certificate was given that it could belong to."
	if (matches === undefined) return "Its public half is not known here, so it cannot be compared."
	const titles = certificates.filter(({ sha256 }) => matches.includes(sha256)).map(({ title }) => title)
	if (titles.length > 0) return `It is the key of ${titles.slice(0, 5).join(", ")}.`
	return "It is the key of none of the certificates: a server that is given both does not start, or refuses every handshake."
}
