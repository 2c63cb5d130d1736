export { Player } from "./Player";
export { VariantCard } from "./VariantCard";
