// What the members of the documents hold, for those who make mistakes in them.

export const isLink = (value) => typeof value === "string" && /^\d+(\.\d+){3}\/\d+$/.test(value);
export const isAddress = (value) => typeof value === "string" && /^\d+(\.\d+){3}(\/\d+)?$/.test(value);
export const isUuid = (value) =>
  typeof value === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
export const isPairingKey = (value) =>
  typeof value === "string" && /^[0-9a-f-]{36}\/[a-z0-9-]+\/(1|2|any)$/.test(value);
export const isTime = (value) => typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value);
export const bare = (link) => link.split("/")[0];
export const lengthOf = (link) => (link.includes("/") ? "/" + link.split("/")[1] : "");
export const isRegion = (key) => key === "cloud_provider_region" || key === "region_code";

export function withOctet(link, at, change) {
  const octets = bare(link).match(/\d+/g).map(Number);
  octets[at] = change(octets[at]);
  return octets.join(".") + lengthOf(link);
}
export const isCreate = (o) => "cloud_provider" in o && "network_id" in o && !("id" in o);
