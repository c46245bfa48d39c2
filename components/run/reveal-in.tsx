/** Scrolls a box, and nothing around it, until a child of it is in view. */
export function revealIn(box: HTMLElement | null, child: HTMLElement | null | undefined): void {
	if (box === null || child === null || child === undefined) return
	const outer = box.getBoundingClientRect()
	const inner = child.getBoundingClientRect()
	if (inner.top < outer.top) box.scrollTop -= outer.top - inner.top
	else if (inner.bottom > outer.bottom)
		box.scrollTop += Math.min(inner.bottom - outer.bottom, inner.top - outer.top)
}
