import { durationWords } from "../../path/duration-words.ts"
import { dayOf } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

export const certificateExpired: LintRule = {
	id: "certificate-expired",
	title: "The certificate has expired.",
	severity: "error",
	means: "Every client and server that checks it refuses it.",
	confirm: "Read the date: openssl x509 -in certificate.pem -noout -enddate",
	prevent: "Renew by machine at two thirds of the lifetime, and watch the date.",
	fix: { text: "Renew it, and let the server or client load the new file." },
	citation: [{ text: "RFC 5280", section: "4.1.2.5" }],
	judge: ({ certificate: { notAfter }, at }) =>
		notAfter + 999 < at ? [`It expired ${durationWords(at - notAfter)} ago, on ${dayOf(notAfter)}.`] : [],
}

export const certificateNotYetValid: LintRule = {
	id: "certificate-not-yet-valid",
	title: "The certificate is not valid yet.",
	severity: "error",
	means: "Every client and server that checks it refuses it until then. Often a clock is wrong.",
	confirm: "Read the date and the clock: openssl x509 -in certificate.pem -noout -startdate; date -u",
	prevent: "Let the CA set the beginning some minutes back, and keep clocks in step.",
	fix: { text: "Set the clock right, or wait, or issue it again." },
	citation: [{ text: "RFC 5280", section: "4.1.2.5" }],
	judge: ({ certificate: { notBefore }, at }) =>
		notBefore > at ? [`It begins in ${durationWords(notBefore - at)}, on ${dayOf(notBefore)}.`] : [],
}

export const certificateExpiresSoon: LintRule = {
	id: "certificate-expires-soon",
	title: "Little of the certificate's lifetime is left.",
	severity: "warning",
	means: "More than nine tenths of its time are over, so the renewal that should have happened did not.",
	confirm: "Read the date: openssl x509 -in certificate.pem -noout -enddate",
	prevent: "Renew at two thirds of the lifetime.",
	fix: { text: "Renew it now, and find out why nobody did." },
	citation: [{ text: "RFC 5280", section: "4.1.2.5" }],
	judge: ({ certificate: { notBefore, notAfter }, at }) => {
		const left = notAfter - at
		const isSoon = at >= notBefore && left >= 0 && left < (notAfter - notBefore) / 10
		return isSoon ? [`It expires in ${durationWords(left)}, on ${dayOf(notAfter)}.`] : []
	},
}

export const validityReversed: LintRule = {
	id: "validity-reversed",
	title: "The certificate ends before it begins.",
	severity: "error",
	means: "It is valid at no moment, and everybody refuses it.",
	confirm: "Read the dates: openssl x509 -in certificate.pem -noout -dates",
	prevent: "Let the CA refuse such requests.",
	fix: { text: "Issue it again." },
	citation: [{ text: "RFC 5280", section: "4.1.2.5" }],
	judge: ({ certificate: { notBefore, notAfter } }) =>
		notAfter < notBefore ? [`It begins on ${dayOf(notBefore)} and ends on ${dayOf(notAfter)}.`] : [],
}
