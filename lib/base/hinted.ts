/**
 * What is wrong and what to do as one text: a hint may end with a full stop or, where it ends with a value, without one.
 */
export function hinted({ text, hint }: { readonly text: string; readonly hint: string }): string {
	return `${text} ${hint.replace(/\.$/, "")}.`
}
