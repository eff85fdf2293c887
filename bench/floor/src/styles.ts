// The console's own sheets as far as this page needs them, and the widths of the columns.
import "../../../style/tokens.css";
import "../../../style/base.css";
import "../../../style/controls.css";
import "../../../style/bars.css";
import "../../../style/form.css";
import "../../../style/grid.css";
import "../../../style/shell.css";
import "../../../style/table.css";
import "../../shared/grid.css";
