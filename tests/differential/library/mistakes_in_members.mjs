// Mistakes in the value of one member: where each can be made, and the wrong values. Only true
// mistakes stand here: another free text is none. Lengths of addresses on Google Cloud are legal.
import {
  bare,
  isAddress,
  isLink,
  isPairingKey,
  isRegion,
  isTime,
  isUuid,
  lengthOf,
  withOctet,
} from "./values.mjs";

const nullable = new Set([
  "md5_key",
  "bgp_asn",
  "next",
  "reason",
  "default_asn",
  "ccr_device_name",
  "primary_telnyx_ip",
  "primary_cloud_ip",
  "secondary_telnyx_ip",
  "secondary_cloud_ip",
  "primary_bgp_key",
  "secondary_bgp_key",
  "secondary_cloud_account_id",
  "name",
  "result_info",
]);

const mayBeNull = ({ key, object, value }) =>
  value === null ||
  (key === "name" ? "cloud_provider" in object : nullable.has(key)) ||
  (key === "speed" && !("site" in object));

// Names that others refer to; free text may be anything.
const names = new Set(["interconnect", "conduit_name"]);
const isName = ({ key, object }) =>
  names.has(key) || (key === "name" && (object.type === "direct" || object.type === "gcp_partner"));
const isId = ({ key, value }) => isUuid(value) || key === "account";
const ownAsn = (key) => key === "customer_asn";
const keyOf =
  (cloud) =>
  ({ key, object }) =>
    /^(primary|secondary)_bgp_key$/.test(key) && object.cloud_provider === cloud;
const regionOf =
  (cloud) =>
  ({ key, object }) =>
    key === "cloud_provider_region" && object.cloud_provider === cloud;
const asnOf =
  (cloud) =>
  ({ key, object, value }) =>
    key === "bgp_asn" && object.cloud_provider === cloud && value !== null;
const isKey =
  (name) =>
  ({ key }) =>
    key === name;
const isText = ({ value }) => typeof value === "string";
const isNumber = ({ value }) => typeof value === "number";
const isBoolean = ({ value }) => typeof value === "boolean";

function isKeyOfLink({ key, value }) {
  return isLink(value) && (key === "cust_ip" || key === "p2p_ip");
}

function isPrefix({ path }) {
  return path.at(-2) === "extra_prefixes";
}

function isAccountOf(cloud) {
  return ({ key, value, object }) =>
    object.cloud_provider === cloud &&
    (key === "primary_cloud_account_id" || (key === "secondary_cloud_account_id" && value));
}

// Of one member: where it can be made, and the wrong values, as a list or made of the right one.
export const ofMembers = {
  "number for text": [isText, () => [17]],
  "boolean for text": [isText, () => [true]],
  "array for text": [isText, ({ value }) => [[value]]],
  "object for text": [isText, ({ value }) => [{ value }]],
  "number in quotes": [
    ({ key, value }) => typeof value === "number" && key !== "next",
    ({ value }) => [String(value)],
  ],
  "number in an array": [isNumber, ({ value }) => [[value]]],
  "boolean for number": [isNumber, () => [true]],
  fraction: [isNumber, ({ value }) => [value + 0.5]],
  negative: [
    ({ key, value }) => typeof value === "number" && value > 0 && key !== "next",
    ({ value }) => [-value],
  ],
  "boolean in quotes": [isBoolean, ({ value }) => [String(value)]],
  "1 and 0 for a boolean": [isBoolean, ({ value }) => [value ? 1 : 0]],
  "yes and no for a boolean": [isBoolean, ({ value }) => [value ? "yes" : "no"]],
  null: [(at) => !mayBeNull(at) && at.depth > 0, () => [null]],
  "text for object": [
    ({ value }) => value && typeof value === "object" && !Array.isArray(value),
    () => ["x"],
  ],
  "array round an object": [
    ({ key, value }) =>
      value && typeof value === "object" && !Array.isArray(value) && !/^(data|result)$/.test(key),
    ({ value }) => [[value]],
  ],
  "object for array": [
    ({ key, value }) => Array.isArray(value) && key !== "data",
    ({ value }) => [{ ...value }],
  ],
  "text for array": [({ value }) => Array.isArray(value), ({ value }) => [value.map(String).join(",")]],
  "number in an array of texts": [
    ({ value }) => Array.isArray(value) && typeof value[0] === "string",
    ({ value }) => [[...value, 5]],
  ],
  "array in an array": [({ value }) => Array.isArray(value) && value.length > 0, ({ value }) => [[value]]],

  "octet above 255": [
    ({ value }) => isAddress(value),
    ({ value }) => [withOctet(value, 3, () => 256), withOctet(value, 1, () => 300)],
  ],
  "octet with a leading zero": [
    ({ value }) => isAddress(value),
    ({ value }) => [value.replace(/\.(\d+)($|\/)/, ".0$1$2"), "0" + value],
  ],
  "three octets": [({ value }) => isAddress(value), ({ value }) => [value.replace(/^\d+\./, "")]],
  "five octets": [({ value }) => isAddress(value), ({ value }) => ["10." + value]],
  "comma for a dot": [({ value }) => isAddress(value), ({ value }) => [value.replace(".", ",")]],
  "space in an address": [
    ({ value }) => isAddress(value),
    ({ value }) => [" " + value, value + " ", value.replace(".", ". ")],
  ],
  IPv6: [({ value }) => isAddress(value), ({ value }) => ["2001:db8:10::1" + (isLink(value) ? "/127" : "")]],
  "no length": [
    ({ key, value }) => isLink(value) && !/_(telnyx|cloud)_ip$/.test(key),
    ({ value }) => [bare(value)],
  ],
  "length above 32": [
    ({ value }) => isLink(value),
    ({ value }) => [bare(value) + "/33", bare(value) + "/64"],
  ],
  "mask for a length": [({ value }) => isLink(value), ({ value }) => [bare(value) + "/255.255.255.254"]],
  "dash for the slash": [({ value }) => isLink(value), ({ value }) => [value.replace("/", "-")]],
  "backslash for the slash": [({ value }) => isLink(value), ({ value }) => [value.replace("/", "\\")]],
  "range for a prefix": [({ value }) => isLink(value), ({ value }) => [`${bare(value)}-${bare(value)}`]],
  "loopback address": [
    ({ value, key }) => isAddress(value) && /_ip$/.test(key),
    ({ value }) => ["127.0.0.1" + lengthOf(value)],
  ],
  "multicast address": [
    ({ value, key }) => isAddress(value) && /_ip$/.test(key),
    ({ value }) => [withOctet(value, 0, () => 224)],
  ],
  "address of the first network": [
    ({ value, key }) => isAddress(value) && /_ip$/.test(key),
    ({ value }) => [withOctet(value, 0, () => 0)],
  ],

  "end outside the link": [
    isKeyOfLink,
    ({ value }) => [
      withOctet(value, 3, (n) => n ^ 2),
      withOctet(value, 3, (n) => n ^ 64),
      withOctet(value, 2, (n) => n ^ 1),
      withOctet(value, 1, (n) => n ^ 1),
    ],
  ],
  "the other end's address": [isKeyOfLink, ({ value }) => [withOctet(value, 3, (n) => n ^ 1)]],
  "length of one end": [
    isKeyOfLink,
    ({ value }) => [bare(value) + "/30", bare(value) + "/24", bare(value) + "/32"],
  ],

  "host bits in a prefix": [
    isPrefix,
    ({ value }) => (value === "0.0.0.0/0" ? [] : [withOctet(value, 3, (n) => n | 1)]),
  ],
  "loopback prefix": [isPrefix, () => ["127.0.0.0/8"]],
  "multicast prefix": [isPrefix, () => ["224.0.0.0/4"]],
  "link-local prefix": [isPrefix, () => ["169.254.0.0/16"]],
  "documentation prefix": [isPrefix, () => ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"]],
  "prefix too long for the Internet": [isPrefix, () => ["8.8.8.0/25"]],
  "name for a prefix": [isPrefix, () => ["default", "any"]],

  "reserved AS number": [({ key }) => /asn$/.test(key), () => [0, 23456, 65535, 4294967295]],
  "AS number above 32 bits": [({ key }) => /asn$/.test(key), () => [4294967296, 64512000000]],
  "AS before an AS number": [
    ({ key, value }) => /asn$/.test(key) && value !== null,
    ({ value }) => ["AS" + value, "as" + value],
  ],
  asdot: [({ key }) => /asn$/.test(key), () => [1.1, "1.10"]],
  "documentation AS number": [({ key }) => ownAsn(key), () => [64496, 64511, 65536, 65551]],
  "unassigned AS number": [({ key }) => ownAsn(key), () => [65552, 131071]],
  "a provider's AS number": [({ key }) => ownAsn(key), () => [13335, 12076, 16550, 63440]],
  "AS number beside the private ones": [
    ({ key }) => key === "default_asn",
    () => [64511, 13336, 13334, 65536],
  ],
  "AS number beside Azure's": [asnOf("azure"), () => [12075, 12077, 12067, 120760]],
  "AS number beside Google's": [asnOf("gce"), () => [16549, 16551, 16505, 1655]],
  "AS number beside Amazon's": [asnOf("aws"), () => [64511, 6451, 645120, 4199999999]],
  "another cloud's AS number": [
    ({ key, value }) => key === "bgp_asn" && value !== null,
    () => [12076, 16550, 8075, 15169],
  ],
  "Telnyx's AS number": [({ key }) => key === "bgp_asn", () => [63440]],

  "MTU that no link has": [isKey("mtu"), () => [0, 15, 150, 575, 15000, 65536]],
  "jumbo MTU": [isKey("mtu"), () => [1501, 9000, 8500, 9216]],
  "unit behind a number": [
    ({ key, value }) => /^(mtu|bandwidth_mbps)$/.test(key) && value !== null,
    ({ key, value }) => [value + (key === "mtu" ? " bytes" : "M"), value + (key === "mtu" ? "B" : " Mbps")],
  ],

  "bandwidth in small letters": [isKey("bandwidth"), ({ value }) => [value.toLowerCase()]],
  "bandwidth in another unit": [
    isKey("bandwidth"),
    () => ["1000M", "0.5G", "1Gbps", "500 M", "1000", 1000, "BPS_1G"],
  ],
  "bandwidth that is not sold": [isKey("bandwidth"), () => ["75M", "3G", "100G", "0M"]],
  "tier that is not sold": [isKey("bandwidth_mbps"), () => [0, 1, 49, 75, 250, 10000]],
  "bit/s for Mbit/s": [
    ({ key, value }) => key === "bandwidth_mbps" && value !== null,
    ({ value }) => [value * 1000, value * 1000000],
  ],
  "tier that Azure has not": [
    ({ key, object }) => key === "bandwidth_mbps" && object.cloud_provider === "azure",
    () => [300, 400],
  ],
  "speed in another unit": [
    ({ key, object }) => key === "speed" && "slot_id" in object,
    () => ["10Gbps", "10g", "10 G", "10000", "10GE", "ten", 10],
  ],

  "type in other words": [
    isKey("type"),
    () => ["type", "Direct", "DIRECT", "partner", "gcp", "gcp-partner", "GCP_PARTNER", "cloud", "dedicated"],
  ],
  "the other type": [isKey("type"), ({ value }) => [value === "direct" ? "gcp_partner" : "direct"]],
  "provider in other words": [
    isKey("cloud_provider"),
    () => ["gcp", "AWS", "Azure", "google", "amazon", "GCE", "oracle"],
  ],
  "state in other words": [isKey("state"), () => ["Active", "healthy", "Up", "UNHEALTHY", "pending"]],
  "status in other words": [
    ({ key, object }) => key === "status" && "cloud_provider" in object,
    () => ["active", "Provisioned", "up", "pending"],
  ],
  "bgp_mode in other words": [
    isKey("bgp_mode"),
    () => ["AdvertiseOnly", "advertise-only", "dynamic", "DYNAMIC_ROUTE_EXCHANGE"],
  ],

  "character that no MD5 key has": [
    isKey("md5_key"),
    ({ value }) => (value ? [value + "?", value + '"', value + "é", value + "\t", value + "\u007f"] : []),
  ],
  "line feed behind a key": [({ key, value }) => /_key$/.test(key) && value, ({ value }) => [value + "\n"]],
  "space round an MD5 key": [isKey("md5_key"), ({ value }) => (value ? [" " + value, value + " "] : [])],
  "empty key": [({ key, value }) => /_key$/.test(key) && value, () => [""]],
  "MD5 key of 81 characters": [isKey("md5_key"), () => ["k7".repeat(41).slice(1)]],
  "placeholder for a key": [
    isKey("md5_key"),
    () => ["md5_key", "string", "<md5_key>", "{{md5_key}}", "xxxxxx", "changeme"],
  ],
  "key that AWS refuses": [keyOf("aws"), () => ["kR7mT", "k7".repeat(41).slice(1)]],
  "key that Azure refuses": [
    keyOf("azure"),
    () => ["kR7mTq2v-Xw9LpZ4c", "kR7mTq2v Xw9LpZ4c", "k7".repeat(13)],
  ],
  "key that Google refuses": [keyOf("gce"), () => ["kR7mTq2vé", "k7".repeat(41).slice(1)]],

  "digit of an id lost": [isId, ({ value }) => [value.slice(0, -1), value.slice(1)]],
  "digit of an id doubled": [isId, ({ value }) => [value + value.at(-1)]],
  "letter that no id has": [
    isId,
    ({ value }) => ["g" + value.slice(1), value.slice(0, -1) + "l", "o" + value.slice(1)],
  ],
  "id in braces": [isId, ({ value }) => [`{${value}}`]],
  "id as a URN": [({ value }) => isUuid(value), ({ value }) => ["urn:uuid:" + value]],
  "id without dashes": [
    ({ key, value }) => isUuid(value) && key !== "virtual_port_reservation_id",
    ({ value }) => [value.replaceAll("-", "")],
  ],
  "id with spaces": [
    isId,
    ({ value }) => [value + " ", " " + value, value.slice(0, 8) + " " + value.slice(9)],
  ],
  "en dash": [({ value }) => isUuid(value) || isPairingKey(value), ({ value }) => [value.replace("-", "–")]],
  "template left in": [
    (at) => isId(at) || isName(at) || isRegion(at.key),
    ({ key }) => [`{{${key}}}`, `\${${key.toUpperCase()}}`, `<${key}>`],
  ],
  "name of the member as its value": [
    (at) =>
      isId(at) ||
      isName(at) ||
      (/^(speed|site|type|pairing_key|cust_ip|bandwidth|cloud_provider)$/.test(at.key) &&
        !("pop" in at.object)) ||
      isRegion(at.key),
    ({ key }) => [key],
  ],
  '"string" for a value': [
    (at) =>
      isId(at) ||
      isName(at) ||
      isRegion(at.key) ||
      (/^(speed|site|pairing_key)$/.test(at.key) && !("pop" in at.object)),
    () => ["string"],
  ],
  "empty name": [(at) => isName(at) || isId(at) || isRegion(at.key), () => [""]],
  "space round a name": [
    (at) => isName(at) || isRegion(at.key),
    ({ value }) => [" " + value, value + " ", value + "\n"],
  ],
  "id for a name": [isKey("interconnect"), () => ["6a09cdc3-8948-47f0-aa62-74ac943d6c58"]],

  "AWS account id of another length": [isAccountOf("aws"), ({ value }) => [value.slice(1), value + "0"]],
  "AWS account id with dashes": [
    isAccountOf("aws"),
    ({ value }) => [value.replace(/(....)(....)/, "$1-$2-"), "YYY"],
  ],
  "AWS account id as a number": [isAccountOf("aws"), ({ value }) => [Number(value)]],
  "ARN for an account id": [isAccountOf("aws"), ({ value }) => [`arn:aws:iam::${value}:root`]],
  "service key that is none": [
    isAccountOf("azure"),
    ({ value }) => ["412093857764", "xxxxxx", value.slice(1)],
  ],
  "part of a pairing key lost": [
    ({ value }) => isPairingKey(value),
    ({ value }) => [value.replace(/\/[^/]+$/, ""), value.replace(/\/[^/]+\//, "/"), value.split("/")[0]],
  ],
  "domain that is none": [
    ({ value }) => isPairingKey(value),
    ({ value }) => [value.replace(/[^/]+$/, "3"), value.replace(/[^/]+$/, "0"), value + "/"],
  ],
  "id of a pairing key broken": [
    ({ value }) => isPairingKey(value),
    ({ value }) => [value.slice(1), "g" + value.slice(1), value.replace("-", "")],
  ],
  "region of a pairing key of another cloud": [
    ({ value }) => isPairingKey(value),
    ({ value }) => [
      value.replace(/\/.*\//, "/us-east-1/"),
      value.replace(/\/.*\//, "/Frankfurt/"),
      value.replace(/\/.*\//, "/europe-west3-a/"),
    ],
  ],
  "region of a pairing key of another VXC": [
    ({ key, value }) => isPairingKey(value) && key !== "pairing_key",
    ({ value }) => [value.replace(/\/.*\//, "/us-central1/")],
  ],

  "AWS region in other words": [
    regionOf("aws"),
    () => ["us-east1", "US East", "us_east_1", "eastus", "us-east", "useast1"],
  ],
  "AWS zone": [regionOf("aws"), ({ value }) => [value + "a", value + "c"]],
  "Google region in other words": [
    regionOf("gce"),
    () => ["europe-west-3", "europewest3", "europe_west3", "eu-central-1", "europe-west"],
  ],
  "Google zone": [regionOf("gce"), ({ value }) => [value + "-a", value + "-b"]],
  "Azure region for a place": [
    regionOf("azure"),
    () => ["germanywestcentral", "eu-central-1", "europe-west3", "westus2"],
  ],
  "region code in other words": [
    isKey("region_code"),
    () => ["Frankfurt", "FR5", "frankfurt", "FRA", "Ashburn, VA"],
  ],
  "region code of the cloud": [
    isKey("region_code"),
    () => ["us-east-1", "europe-west3", "germanywestcentral"],
  ],
  "region that is no Google region": [
    ({ key, object }) => key === "region" && object.type === "gcp_partner",
    () => ["us-east-1", "Frankfurt", "europe-west3-a", "europe_west3"],
  ],

  "time without a day": [
    ({ value }) => isTime(value),
    ({ value }) => [value.slice(11), value.slice(0, 10), "yesterday", ""],
  ],
  "time that cannot be": [
    ({ value }) => isTime(value),
    ({ value }) => [value.replace(/-\d\d-/, "-13-"), value.replace(/T\d\d/, "T25"), value.replace("T", " T")],
  ],
  "update before the creation": [isKey("updated_at"), () => ["2019-01-01T00:00:00.000Z"]],
};
