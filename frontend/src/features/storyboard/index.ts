export { FilmStrip } from "./FilmStrip";
