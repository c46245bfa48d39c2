import { printableLine } from "#report/printable-text"
import { wrapText } from "#report/wrap-text"
import type { BundleAuthority, BundleComparison, BundleFacts } from "#spiffe/compare-bundles"
import type { WorkloadReport } from "#spiffe/workload-report"

/** What a Workload API gave, for people: the answer first, then identities, bundles, and how to name the address. */
export function renderWorkload(
	address: string,
	{ svids, bundles, problems }: WorkloadReport,
	forms: readonly (readonly [string, string])[],
	width: number,
): string {
	const answer =
		problems.length === 0
			? `The Workload API at ${address} gives ${svids.length === 1 ? "an identity" : `${svids.length} identities`} and ${bundles.length === 1 ? "a bundle" : `${bundles.length} bundles`}.`
			: `The Workload API at ${address} answers, and not everything is as it should be.`
	return [
		...wrapText(printableLine(answer), width),
		...problems.flatMap(({ severity, text, hint }) => [
			...wrapText(`${severity === "error" ? "×" : "!"} ${printableLine(text)}`, width),
			...wrapText(`What to look at: ${printableLine(hint)}`, width - 2).map((line) => `  ${line}`),
		]),
		"",
		"Identities",
		...svids.flatMap(({ spiffeId, hint, serial, notAfter, lifeUsed }) => [
			`  ${printableLine(spiffeId)}${hint === undefined ? "" : ` (hint ${printableLine(hint)})`}`,
			`    serial ${serial}, until ${notAfter}, ${Math.floor(lifeUsed * 100)} % of its life used`,
		]),
		"",
		...bundles.map((each) => renderBundle(each, width)),
		"The same address for",
		...forms.flatMap(([program, setting]) => [`  ${program}:`, `    ${printableLine(setting)}`]),
		"",
	].join("\n")
}

/** A bundle: how many authorities of which trust domain, each with its end. */
export function renderBundle(
	{ name, authorities, trustDomains, sequence, refreshHintSeconds, notes }: BundleFacts,
	width: number,
	listsAuthorities = true,
): string {
	const domain = trustDomains.length === 0 ? "" : ` of ${trustDomains.join(", ")}`
	const versions = [
		...(sequence === undefined ? [] : [`sequence ${sequence}`]),
		...(refreshHintSeconds === undefined ? [] : [`ask again every ${refreshHintSeconds} s`]),
	].join(", ")
	return [
		...wrapText(
			printableLine(
				`Bundle ${name}: ${authorities.length === 1 ? "one authority" : `${authorities.length} authorities`}${domain}${versions === "" ? "" : ` (${versions})`}`,
			),
			width,
		),
		...notes.flatMap((note) => wrapText(`! ${printableLine(note)}`, width - 2).map((line) => `  ${line}`)),
		...(listsAuthorities ? authorities.flatMap(authorityLines) : []),
		"",
	].join("\n")
}

/** The difference of two bundles, the answer first. */
export function renderComparison(
	{ sentence, onlyFirst, onlySecond, rekeyed, reissued, same }: BundleComparison,
	width: number,
): string {
	const list = (title: string, authorities: readonly BundleAuthority[]) =>
		authorities.length === 0 ? [] : [title, ...authorities.flatMap(authorityLines)]
	return [
		...wrapText(printableLine(sentence), width),
		...rekeyed.flatMap(({ first }) =>
			wrapText(`! ${nameOf(first)} has another key in each: it was made anew under its old name.`, width),
		),
		...reissued.flatMap(({ first }) =>
			wrapText(`! ${nameOf(first)} has the same key in each, in two certificates.`, width),
		),
		...list("In both", same),
		...list("Only in the first", onlyFirst),
		...list("Only in the second", onlySecond),
		"",
	].join("\n")
}

function nameOf({ subject }: BundleAuthority): string {
	return subject === "" ? "An authority without a subject" : printableLine(subject)
}

function authorityLines({ subject, keyId, sha256, notAfter, isExpired }: BundleAuthority): readonly string[] {
	return [
		`  ${subject === "" ? "empty subject" : printableLine(subject)}, until ${notAfter}${isExpired ? " (ended)" : ""}`,
		`    ${keyId === undefined ? "" : `key identifier ${keyId}, `}SHA-256 ${sha256}`,
	]
}
