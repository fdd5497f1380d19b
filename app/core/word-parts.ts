/** The file with a route's own words is named after its id, without what an address could not carry. */
export const partOf = (routeId: string) =>
  routeId === 'root' || routeId === 'routes/_app' ? 'frame' : routeId.replace(/^routes\//, '').replace(/[^\w.-]/g, '~');
