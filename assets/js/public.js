import "./common.js";
import "./exit.js";
import "./stay.js";
