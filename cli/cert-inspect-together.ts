import type { InspectedPlace, Inspection } from "#pki/inspect/inspection"
import type { JoinedChain, JoinedInspection } from "#pki/inspect/joined"
import { printableLine } from "#report/printable-text"
import { wrapText } from "#report/wrap-text"

/** One document a file; the file that holds the leaf also carries its `chain` through all that was given. */
export function documentsOf(
	files: readonly string[],
	{ inspections, chain, leaves }: JoinedInspection,
): readonly object[] {
	const leaf = leaves.find(({ sha256 }) => sha256 === chain?.leaf.sha256)
	return inspections.map((inspection, index) => ({
		file: files[index],
		...inspection,
		...(chain === undefined || leaf?.input !== index ? {} : { chain: chainFacts(chain) }),
	}))
}

/** `certificate` in reasons is a position in `certificates`, leaf 0. */
function chainFacts({ usage, hasAnchors, chain, verification }: JoinedChain) {
	const { verdict, reasons, path, missingIssuer } = verification
	return {
		usage,
		verdict: hasAnchors ? verdict : "undetermined",
		reasons,
		path: path.map(({ sha256 }) => sha256),
		certificates: chain.map((each) => (each.kind === "certificate" ? each.description.sha256 : each.sha256)),
		...(missingIssuer === undefined ? {} : { missingIssuer }),
	}
}

/** Whether something that was given contradicts the rest: a key of nobody, or a chain that does not hold. */
export function hasContradiction({ keys, certificates, chain }: JoinedInspection): boolean {
	const isStranger = certificates.length > 0 && keys.some(({ owners }) => owners?.length === 0)
	return isStranger || (chain?.hasAnchors === true && chain.verification.verdict === "rejected")
}

/** What the files are to each other, a sentence a line. Empty when there is nothing to say. */
export function renderTogether(files: readonly string[], joined: JoinedInspection, width: number): string {
	const { inspections, chain, certificates } = joined
	const ofKeys =
		certificates.length === 0
			? []
			: inspections.flatMap((inspection, index) => keySentences(inspection, files[index] ?? ""))
	const ofRequests = joined.requests.flatMap(({ input, hasKey }) => {
		if (hasKey === undefined) return []
		const claim = hasKey ? "was made by a private key that was given" : "was made by none of the private keys"
		return [`The request in ${files[input]} ${claim}.`]
	})
	const sentences = [...ofKeys, ...ofRequests, ...(chain === undefined ? [] : chainSentences(chain))]
	if (sentences.length === 0) return ""
	const lines = sentences.flatMap((sentence) => wrapText(printableLine(sentence), width))
	return `\nTogether\n${lines.join("\n")}\n`
}

function keySentences({ keys }: Inspection, file: string): readonly string[] {
	return keys.flatMap(({ kind, spkiSha256, matches, matchesElsewhere = [] }) => {
		if (spkiSha256 === undefined) return []
		const own = matches.map((position): InspectedPlace => ({ file, position }))
		const places = [...own, ...matchesElsewhere].map((place) => `${place.file} [${place.position}]`)
		const whose =
			places.length === 0
				? "belongs to none of the certificates"
				: `belongs to ${places.slice(0, 5).join(", ")}`
		return [`The ${kind} key in ${file} ${whose}.`]
	})
}

function chainSentences({ leaf, hasAnchors, verification }: JoinedChain): readonly string[] {
	const whose = `The chain of ${leaf.subject || leaf.sans.uri[0] || leaf.sans.dns[0] || "the leaf"}`
	const { verdict, reasons } = verification
	const told = reasons.map(({ text, rule }) => `${text} [${rule}]`)
	if (!hasAnchors) return [`${whose} is not judged: no root was given.`, ...told]
	return verdict === "accepted" ? [`${whose} holds.`] : [`${whose} does not hold.`, ...told]
}
