import { readBytes } from "#base/bytes"
import { contextTag, DerReader, derTag } from "../../der.ts"
import { dayOf } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

const firstGeneralized = Date.UTC(2050, 0, 1)
const noExpiry = Date.UTC(9999, 11, 31, 23, 59, 59)

export const timeEncoding: LintRule = {
	id: "time-encoding",
	title: "A date is written in the wrong form.",
	severity: "warning",
	means:
		"Dates before 2050 are UTCTime, later ones GeneralizedTime. Strict parsers such as rustls refuse others.",
	confirm: "Look at the encoding: openssl asn1parse -in certificate.pem",
	prevent: "Let a current library write certificates.",
	fix: { text: "Issue it again." },
	citation: [{ text: "RFC 5280", section: "4.1.2.5" }],
	judge: ({ certificate: { tbs, notBefore, notAfter } }) => {
		const tags = readTimeTags(tbs)
		return [["notBefore", notBefore, tags[0]] as const, ["notAfter", notAfter, tags[1]] as const].flatMap(
			([field, moment, tag]) => {
				const wanted = moment < firstGeneralized ? derTag.utcTime : derTag.generalizedTime
				if (tag === undefined || tag === wanted) return []
				const form = tag === derTag.utcTime ? "UTCTime" : "GeneralizedTime"
				return [`${field}, ${dayOf(moment)}, is written as ${form}.`]
			},
		)
	},
}

export const noWellDefinedExpiry: LintRule = {
	id: "no-well-defined-expiry",
	title: "The certificate says that it never expires.",
	severity: "notice",
	means: "31 December 9999 means no well-defined end. It is meant for devices that are never renewed.",
	confirm: "Read the date: openssl x509 -in certificate.pem -noout -enddate",
	prevent: "Give every certificate an end, and renew by machine.",
	fix: { text: "Issue it again with an end." },
	citation: [{ text: "RFC 5280", section: "4.1.2.5" }],
	judge: ({ certificate: { notAfter } }) =>
		notAfter >= noExpiry ? ["It ends on 9999-12-31, which means never."] : [],
}

function readTimeTags(tbs: Uint8Array): readonly (number | undefined)[] {
	const read = readBytes(tbs, "tbs", () => {
		const reader = new DerReader(tbs, "").enter("tbs")
		reader.optional("version", contextTag(0, true))
		for (const field of ["serialNumber", "signature", "issuer"]) reader.read(field)
		const validity = reader.enter("validity")
		return [validity.read("notBefore").tag, validity.read("notAfter").tag]
	})
	return read.ok ? read.value : []
}
