import type { ChoiceList } from "../hello/choice-list.ts"
import { cipherSuiteName } from "../registry/cipher-suites.ts"
import { groupName } from "../registry/groups.ts"
import { signatureSchemeName } from "../registry/signature-schemes.ts"
import type { ScanFact, ScanList, ScanObservation } from "../scan.ts"
import type { LegacyLists, LegacyScan, LegacyVersion } from "./hello-legacy.ts"
import type { ModernLists, ModernScan } from "./hello-modern.ts"

type LegacyScans = Readonly<Record<LegacyVersion, LegacyScan>>

/** The lists of TLS 1.3, as far as they were asked for. */
type Modern = Partial<ModernLists> & { readonly schemes: ChoiceList | undefined }

/** The lists as the observation holds them: those of accepted versions alone. */
export function describeLists(
	scans: LegacyScans,
	modern: Modern,
): Pick<ScanObservation, "cipherSuites" | "groups" | "signatureSchemes" | "primeBits"> {
	const lists = scans["1.2"].lists
	const suites = (version: LegacyVersion) => {
		const found = scans[version].lists?.suites
		return found === undefined ? {} : { [version]: found.describe(cipherSuiteName) }
	}
	const primeBits = [...(lists?.primeBits ?? [])].toSorted((one, other) => one - other)
	return {
		cipherSuites: {
			...suites("1.0"),
			...suites("1.1"),
			...suites("1.2"),
			...when("1.3", modern.suites?.describe(cipherSuiteName)),
		},
		groups: {
			...when("1.2", lists?.groups.describe(groupName)),
			...when("1.3", modern.groups?.describe(groupName)),
		},
		signatureSchemes: {
			...when("1.2", describeSchemes(lists?.schemes)),
			...when("1.3", describeSchemes(modern.schemes)),
		},
		...(primeBits.length === 0 ? {} : { primeBits }),
	}
}

function when(version: "1.2" | "1.3", list: ScanList | undefined): Partial<Record<"1.2" | "1.3", ScanList>> {
	return list === undefined ? {} : { [version]: list }
}

function describeSchemes(schemes: ChoiceList | undefined): ScanList | undefined {
	return schemes?.describe(signatureSchemeName)
}

/** What the first hellos of each version said beside their choices. */
export function describeHellos(
	scans: LegacyScans,
	modern: ModernScan,
): Pick<
	ScanObservation,
	"ocspStapling" | "extendedMasterSecret" | "secureRenegotiation" | "certificateRequests"
> {
	const lists = scans["1.2"].lists ?? scans["1.1"].lists ?? scans["1.0"].lists
	const requests = {
		"1.2": scans["1.2"].lists?.flight.certificateRequest,
		"1.3": modern.readable?.flight.certificateRequest,
	}
	return {
		ocspStapling: ocspFact(scans["1.2"].lists, modern),
		extendedMasterSecret: extensionFact(lists, 23, modern),
		secureRenegotiation: extensionFact(lists, 0xff01, modern),
		certificateRequests: {
			...(requests["1.2"] === undefined ? {} : { "1.2": requests["1.2"] }),
			...(requests["1.3"] === undefined ? {} : { "1.3": requests["1.3"] }),
		},
	}
}

function ocspFact(lists: LegacyLists | undefined, modern: ModernScan): ScanFact {
	const flights = [modern.readable?.flight, lists?.flight].flatMap((flight) => flight ?? [])
	if (flights.some((flight) => flight.hasOcspResponse)) {
		return { answer: "accepted", how: "Asked for one, it sends an OCSP response along." }
	}
	const readable = flights.some((flight) => flight.isComplete)
	return readable
		? { answer: "refused", how: "Asked for an OCSP response, it sends none." }
		: { answer: "unknown", how: "No certificate message was read to its end." }
}

function extensionFact(lists: LegacyLists | undefined, type: number, modern: ModernScan): ScanFact {
	if (lists !== undefined) {
		const isThere = lists.hello.extensions.some((extension) => extension.type === type)
		return isThere
			? { answer: "accepted", how: "Its ServerHello has the extension." }
			: { answer: "refused", how: "Its ServerHello lacks the extension." }
	}
	const how =
		modern.fact.answer === "accepted"
			? "No version below TLS 1.3 was accepted, and TLS 1.3 needs no such extension."
			: "No version below TLS 1.3 was accepted."
	return { answer: "unknown", how }
}
