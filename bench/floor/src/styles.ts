// The console's own sheets as far as this page needs them, and the one for rows laid out by hand.
import "../../../style/tokens.css";
import "../../../style/base.css";
import "../../../style/controls.css";
import "../../../style/form.css";
import "../../../style/shell.css";
import "../../../style/table.css";
import "../../shared/grid.css";
